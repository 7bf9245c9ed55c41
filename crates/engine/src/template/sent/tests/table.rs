//! Small templates in all their forms. An edit is marked where it happens: `‹before›after›`. In it `@` stands for the output
//! with the fingerprint, `§` for the hash that a deployment's name ends with.

use super::*;

/// In front of `Resources`, where a block template has no outputs.
const ADDED: &str = "‹›Outputs: {@}\n›";

/// Templates around a resource, to which the output is added.
const OUTPUTS: &[(&str, &str)] = &[
    ("block, none", "‹›Outputs: {@}\n›Resources:\n  T: {Type: AWS::SNS::Topic}\n"),
    ("no final line end", "‹›Outputs: {@}\n›Resources:\n  T:\n    Type: AWS::SNS::Topic"),
    (
        "version first",
        "AWSTemplateFormatVersion: 2010-09-09\n‹›Outputs: {@}\n›Resources: {T: {Type: A::B::C}}\n",
    ),
    ("comments around", "# one\n\n# two\n‹›Outputs: {@}\n›Resources:\n  T: {Type: A::B::C} # three\n# four"),
    ("document start", "---\n‹›Outputs: {@}\n›Resources: {T: {Type: A::B::C}}\n...\n"),
    ("indented", "   ‹››Resources:\n     T: {Type: A::B::C}\n"),
    (
        "indented, in block form",
        "‹›  Outputs: {@}\n›  Resources:\n    T:\n      Type: A::B::C\n  Description: x\n",
    ),
    (
        "indented, with outputs",
        "  Resources:\n    T: {Type: A::B::C}\n  Outputs:\n‹›    @\n›    A: {Value: 1}\n",
    ),
    ("cr", "Description: x\r‹›Outputs: {@}\r›Resources:\r  T: {Type: A::B::C}\r"),
    ("cr, with outputs", "Resources:\r  T: {Type: A::B::C}\rOutputs:\r‹›  @\r›  A: {Value: 1}\r"),
    ("explicit resources", "‹›Outputs: {@}\n›? Resources\n: T: {Type: A::B::C}\n"),
    ("explicit", "Resources: {T: {Type: A::B::C}}\n? Outputs\n: ‹›@\n  ›A: {Value: 1}\n  B: {Value: 2}\n"),
    ("explicit, on lines", "Resources: {T: {Type: A::B::C}}\n? Outputs\n:\n‹›  @\n›  A: {Value: 1}\n"),
    ("explicit, flow", "Resources: {T: {Type: A::B::C}}\n? Outputs\n: {‹›@, ›A: {Value: 1}}\n"),
    ("explicit, empty", "Resources: {T: {Type: A::B::C}}\n? Outputs\n:‹› {@}›\n"),
    ("anchored, empty", "Resources: {T: {Type: A::B::C}}\nOutputs: &o\n"),
    ("explicit, no value", "Resources: {T: {Type: A::B::C}}\n? Outputs\n"),
    ("tagged", "Resources: {T: {Type: A::B::C}}\nOutputs: !!map\n‹›  @\n›  A: {Value: 1}\n"),
    ("tagged flow", "Resources: {T: {Type: A::B::C}}\nOutputs: !!map {‹›@, ›A: {Value: 1}}\n"),
    ("tagged and anchored", "Resources: {T: {Type: A::B::C}}\nOutputs: !!map &o\n‹›  @\n›  A: {Value: 1}\n"),
    ("crlf", "Description: x\r\n‹›Outputs: {@}\r\n›Resources:\r\n  T: {Type: A::B::C}\r\n"),
    ("byte order mark", "\u{feff}‹›Outputs: {@}\n›Resources: {T: {Type: A::B::C}}\n"),
    ("byte order mark and comment", "\u{feff}# c\n‹›Outputs: {@}\n›Resources: {T: {Type: A::B::C}}\n"),
    ("block", "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  A: {Value: 1}\n"),
    ("block, four spaces", "Outputs:\n‹›    @\n›    A:\n        Value: 1\nResources: {T: {Type: A::B::C}}\n"),
    ("block, one space", "Outputs:\n‹› @\n› A: {Value: 1}\nResources: {T: {Type: A::B::C}}\n"),
    (
        "block, comment before",
        "Outputs: # ours\n  # first\n‹›  @\n›  A: {Value: 1}\nResources: {T: {Type: A::B::C}}",
    ),
    (
        "block at the end, no line end",
        "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  A:\n    Value: x",
    ),
    (
        "block text at the end",
        "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  A:\n    Value: |\n      text",
    ),
    (
        "block text kept at the end",
        "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  A:\n    Value: |+\n      text\n\n\n",
    ),
    (
        "comments at the end",
        "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  A: {Value: 1}\n  # last\n# end\n",
    ),
    ("block, crlf", "Resources: {T: {Type: A::B::C}}\r\nOutputs:\r\n‹›  @\r\n›  A: {Value: 1}\r\n"),
    ("block, quoted key", "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  'A': {Value: 1}\n"),
    ("block, explicit key", "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  ? A\n  : {Value: 1}\n"),
    ("block, anchored", "Resources: {T: {Type: A::B::C}}\nOutputs: &o\n‹›  @\n›  A: {Value: 1}\n"),
    ("block, merged", "X: &x {A: {Value: 1}}\nResources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  <<: *x\n"),
    ("alias", "X: &x {A: {Value: 1}}\nResources: {T: {Type: A::B::C}}\nOutputs: *x\n"),
    ("flow", "Resources: {T: {Type: A::B::C}}\nOutputs: {‹›@, ›A: {Value: 1}}\n"),
    ("flow over lines", "Resources: {T: {Type: A::B::C}}\nOutputs: {‹›@, ›\n  A: {Value: 1}, # c\n}\n"),
    ("flow, empty", "Resources: {T: {Type: A::B::C}}\nOutputs: {‹›@›}\n"),
    ("flow, empty with space", "Resources: {T: {Type: A::B::C}}\nOutputs: {‹›@› }\n"),
    ("flow, anchored", "Resources: {T: {Type: A::B::C}}\nOutputs: &o {‹›@, ›A: {Value: 1}}\n"),
    ("empty", "Outputs:‹› {@}›\nResources: {T: {Type: A::B::C}}\n"),
    ("empty, space before the colon", "Outputs :‹› {@}›\nResources: {T: {Type: A::B::C}}\n"),
    ("empty, comment", "Outputs:‹› {@}› # none\nResources: {T: {Type: A::B::C}}\n"),
    ("empty at the end", "Resources: {T: {Type: A::B::C}}\nOutputs:‹› {@}›"),
    ("empty, crlf at the end", "Resources: {T: {Type: A::B::C}}\r\nOutputs:‹› {@}›\r\n"),
    ("null", "Outputs: ‹null›{@}›\nResources: {T: {Type: A::B::C}}\n"),
    ("tilde", "Outputs: ‹~›{@}›\nResources: {T: {Type: A::B::C}}\n"),
    ("quoted section", "'Resources':\n  T: {Type: A::B::C}\n\"Outputs\":\n‹›  @\n›  A: {Value: 1}\n"),
    (
        "outputs by a loop",
        "Resources: {T: {Type: A::B::C}}\nOutputs:\n‹›  @\n›  Fn::ForEach::O:\n    - N\n    - [a]\n    - O${N}: {Value: !Ref N}\n",
    ),
    ("json", "{‹›\"Outputs\": {@}, ›\"Resources\": {\"T\": {\"Type\": \"A::B::C\"}}}"),
    (
        "json over lines",
        "{‹›\"Outputs\": {@}, ›\n  \"Resources\": {\n    \"T\": {\"Type\": \"A::B::C\"}\n  }\n}\n",
    ),
    (
        "json with outputs",
        "{\"Resources\": {\"T\": {\"Type\": \"A::B::C\"}}, \"Outputs\": {‹›@, ›\n  \"A\": {\"Value\": 1}}}",
    ),
    ("json, empty outputs", "{\"Resources\": {\"T\": {\"Type\": \"A::B::C\"}}, \"Outputs\": {‹›@›}}"),
    ("json, null outputs", "{\"Resources\": {\"T\": {\"Type\": \"A::B::C\"}}, \"Outputs\": ‹null›{@}›}"),
    (
        "json with tabs",
        "\n{‹›\"Outputs\": {@}, ›\n\t\"Resources\": {\n\t\t\"T\": {\"Type\": \"A::B::C\"}\n\t}\n}\n",
    ),
    (
        "json with byte order mark",
        "\u{feff}{‹›\"Outputs\": {@}, ›\"Resources\": {\"T\": {\"Type\": \"A::B::C\"}}}\r\n",
    ),
];

/// Resources that are sent as they are written. Each stands within `Resources:`.
const UNTOUCHED: &[(&str, &str)] = &[
    (
        "letters that some read as booleans",
        "  T:\n    Type: AWS::DynamoDB::Table\n    Properties: {AttributeType: N, Flags: [Y, N, y, n]}\n",
    ),
    ("booleans in words", "  T: {Type: A::B::C, Properties: {A: yes, B: No, C: ON, D: off}}\n"),
    ("empty tags", "  T: {Type: A::B::C, Properties: {Zones: !GetAZs , More: !GetAZs ''}}\n"),
    ("leading zeros", "  T: {Type: A::B::C, Properties: {Account: 012345678901, Mode: 0644, Zip: 00501}}\n"),
    (
        "numbers as written",
        "  T: {Type: A::B::C, Properties: {A: 1.10, B: 1e3, C: 0x1F, D: +49, E: 1_000, F: 1234e567}}\n",
    ),
    ("dates", "  T: {Type: A::B::C, Properties: {Version: 2012-10-17, At: 2001-12-14t21:59:43.10-05:00}}\n"),
    ("no properties", "  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n"),
    (
        "empty properties",
        "  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties:\n",
    ),
    (
        "a plain name",
        "  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {TableName: orders}\n",
    ),
    (
        "a name that only AWS knows",
        "  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {TableName: !Sub '${Q.Arn}'}\n  Q: {Type: A::B::C}\n",
    ),
    (
        "not retained",
        "  T:\n    Type: AWS::DynamoDB::Table\n    Properties: {TableName: !Sub 't-${Stage}'}\n",
    ),
    (
        "text over lines, ending under its key",
        "  T:\n    Type: A::B::C\n    Properties:\n      A: \"one\n        two\n      \"\n      B: 'it''s\n\n        three\n      '\n",
    ),
    ("a dash in brackets", "  T: {Type: A::B::C, Properties: {A: !Join [-, [a, b]], B: {c: -}}}\n"),
    (
        "text over lines, indented less than its key",
        "  T:\n    Type: A::B::C\n    Properties:\n      A: \"one\n  two \\\n\tthree \\\"\n\n# four\n\"\n      B: 'it''s\nfive: 5'\n      C: [a]# six\n",
    ),
    (
        "block text",
        "  T:\n    Type: A::B::C\n    Properties:\n      A: |\n        one\n          two\n      B: >-\n        three\n        four\n      C: |2\n          five\n",
    ),
    (
        "odd characters",
        "  T: {Type: A::B::C, Properties: {A: \"\\u00e9\\x41\\t\", B: 'ünï', C: 😀, D: a#b, E: \"a # b\"}}\n",
    ),
    ("a property called Ref", "  T: {Type: A::B::C, Properties: {Ref: D, Other: 1, DependsOn: D}}\n"),
];

/// References to a deployment `D`, and what is none. Each stands in the properties of another resource.
const REFERENCES: &[(&str, &str)] = &[
    ("!Ref", "!Ref ‹D›D§›"),
    ("!Ref quoted", "!Ref ‹'D'›'D§'›"),
    ("!Ref in double quotes", "!Ref ‹\"D\"›\"D§\"›"),
    ("Ref", "{Ref: ‹D›D§›}"),
    ("Ref in JSON", "{\"Ref\": ‹\"D\"›\"D§\"›}"),
    ("Ref in block", "\n        Ref: ‹D›D§›"),
    ("Ref with an escape", "!Ref ‹\"\\x44\"›\"D§\"›"),
    ("Ref in block text", "!Ref |-\n        ‹D›D§›"),
    ("!GetAtt", "!GetAtt ‹D.DeploymentId›D§.DeploymentId›"),
    ("!GetAtt quoted", "!GetAtt ‹'D.DeploymentId'›'D§.DeploymentId'›"),
    ("!GetAtt as list", "!GetAtt [‹D›D§›, DeploymentId]"),
    ("Fn::GetAtt as list", "{Fn::GetAtt: [‹D›D§›, DeploymentId]}"),
    ("Fn::GetAtt as text", "{Fn::GetAtt: ‹D.DeploymentId›D§.DeploymentId›}"),
    ("Fn::GetAtt in block", "\n        Fn::GetAtt:\n          - ‹D›D§›\n          - DeploymentId"),
    ("!Sub", "!Sub ‹'a-${D}-${D.DeploymentId}'›'a-${D§}-${D§.DeploymentId}'›"),
    ("!Sub plain", "!Sub ‹${D}›${D§}›"),
    ("!Sub literal", "!Sub '${!D} ${DD} $D'"),
    ("!Sub of both", "!Sub ‹'${!D} ${D}'›'${!D} ${D§}'›"),
    ("!Sub as list", "!Sub [‹'${D} ${x}'›'${D§} ${x}'›, {x: !Ref ‹D›D§›}]"),
    ("!Sub with a name of its own", "!Sub ['${D}', {D: x}]"),
    ("Fn::Sub", "{Fn::Sub: ‹\"${D}\"›\"${D§}\"›}"),
    (
        "Fn::Sub in block text",
        "\n        Fn::Sub: |\n          ‹one ${D}\n\n            two ${D.DeploymentId}›one ${D§}\n\n            two ${D§.DeploymentId}›\n",
    ),
    ("!Sub folded", "!Sub >-\n        ‹one\n        ${D}›one\n        ${D§}›"),
    ("!Sub over lines", "!Sub ‹\"one\n        ${D}\n      \"›\"one\n        ${D§}\n      \"›"),
    ("!Sub with an escape", "!Sub ‹\"\\u0024{D}\"›\"${D§}\"›"),
    ("within others", "!Join ['', [!If [c, !Ref ‹D›D§›, x], {Fn::Select: [0, [{Ref: ‹D›D§›}]]}]]"),
    ("only text", "D"),
    ("text in a list", "[D, 'D', D.DeploymentId]"),
    ("another resource", "!Ref DD"),
];

/// Whole templates.
const WHOLE: &[(&str, &str)] = &[
    (
        "depends on, as text and as list",
        "‹›Outputs: {@}\n›Resources:\n  ‹D›D§›: {Type: AWS::ApiGateway::Deployment}\n  A: {Type: A::B::C, DependsOn: ‹D›D§›}\n  B:\n    Type: A::B::C\n    DependsOn:\n      - A\n      - ‹'D'›'D§'›\n  C: {Type: A::B::C, DependsOn: [A, B]}\n",
    ),
    (
        "outputs and conditions",
        "Conditions:\n  C: !Equals [!Ref ‹D›D§›, x]\nResources:\n  ‹\"D\"›\"D§\"›:\n    Type: AWS::ApiGateway::Deployment\nOutputs:\n‹›  @\n›  O:\n    Value: !Sub ‹${D}›${D§}›\n    Condition: C\n",
    ),
    (
        "within a loop's body",
        "Transform: AWS::LanguageExtensions\n‹›Outputs: {@}\n›Resources:\n  ‹D›D§›: {Type: AWS::ApiGateway::Deployment}\n  Fn::ForEach::S:\n    - N\n    - [a, b]\n    - S${N}:\n        Type: AWS::ApiGateway::Stage\n        DependsOn: ‹D›D§›\n        Properties: {DeploymentId: !Ref ‹D›D§›, StageName: !Ref N}\n",
    ),
    (
        "made by a loop",
        "‹›Outputs: {@}\n›Resources:\n  Fn::ForEach::S:\n    - N\n    - [a, b]\n    - ‹D${N}›D${N}§›:\n        Type: AWS::ApiGateway::Deployment\n      S${N}:\n        Type: AWS::ApiGateway::Stage\n        Properties: {DeploymentId: !Ref ‹'D${N}'›'D${N}§'›}\n  X: {Type: A::B::C, Properties: {Y: !Ref ‹Da›Da§›, Z: !Ref Dc}}\n",
    ),
    (
        "anchors and aliases",
        "‹›Outputs: {@}\n›Resources:\n  ‹D›D§›: {Type: AWS::ApiGateway::Deployment}\n  A: {Type: A::B::C, Properties: {X: &x !Ref ‹D›D§›, Y: *x}}\n  B: {Type: A::B::C, Properties: {X: &d D, Y: {Ref: ‹*d›\"D§\"›}}}\n  C: {<<: &p {Type: A::B::C, Properties: {X: !GetAtt ‹D.Id›D§.Id›}}}\n  E: *p\n",
    ),
    (
        "behind text that is indented less than its key",
        "‹›Outputs: {@}\n›Resources:\n  ‹D›D§›: {Type: AWS::ApiGateway::Deployment}\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties:\n      A: 'one\n two'\n      TableName: ‹!Sub \"t-\n${Stage}\"›\"t- dev\"›\n      B: [!Ref ‹D›D§›]# three\n      C: !Sub ‹'${D}\n  four'›'${D§}\n  four'›\n      E: !Ref ‹D›D§›\n",
    ),
    (
        "json",
        "{‹›\"Outputs\": {@}, ›\"Resources\": {\n  ‹\"D\"›\"D§\"›: {\"Type\": \"AWS::ApiGateway::Deployment\"},\n  \"S\": {\"Type\": \"AWS::ApiGateway::Stage\", \"DependsOn\": [‹\"D\"›\"D§\"›],\n    \"Properties\": {\"DeploymentId\": {\"Ref\": ‹\"D\"›\"D§\"›}, \"Description\": {\"Fn::Sub\": ‹\"of ${D}\"›\"of ${D§}\"›}}}\n}}\n",
    ),
    (
        "names of what is retained",
        "‹›Outputs: {@}\n›Resources:\n  B:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: RetainExceptOnCreate\n    Properties: {BucketName: ‹!Sub 'b-${Stage}-${AWS::AccountId}-${AWS::Region}'›\"b-dev-123456789012-us-west-2\"›} # ours\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties:\n      TableName: ‹!Sub 't-${Stage}'›\"t-dev\"›\n      BillingMode: PAY_PER_REQUEST\n",
    ),
    (
        "names by every function and in every form",
        "‹›Outputs: {@}\n›Resources:\n  G:\n    Type: AWS::DynamoDB::GlobalTable\n    DeletionPolicy: Retain\n    Properties:\n      TableName:\n        ‹Fn::Sub: g-${Stage}›\"g-dev\"›\n      # about the mode\n      BillingMode: PAY_PER_REQUEST\n  I:\n    Type: AWS::RDS::DBInstance\n    DeletionPolicy: Retain\n    Properties: {DBInstanceIdentifier: ‹{Ref: Stage}›\"dev\"›}\n  C:\n    Type: AWS::RDS::DBCluster\n    DeletionPolicy: Retain\n    Properties:\n      DBClusterIdentifier: ‹!Join\n        - '-'\n        - - c\n          - !Ref Stage›\"c-dev\"›\n  L:\n    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Retain\n    Properties:\n      LogGroupName: ‹!Sub |-\n        /x/${Stage}›\"/x/dev\"›\n  K:\n    Type: AWS::Kinesis::Stream\n    DeletionPolicy: Retain\n    Properties: {Name: &n ‹!Ref Stage›\"dev\"›, Other: *n}\n",
    ),
    (
        "a name joined with a dash",
        "‹›Outputs: {@}\n›Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {A: -, TableName: ‹!Join [-, [t, !Ref Stage]]›\"t-dev\"›}\n",
    ),
    (
        "a policy that only CloudFormation can work out",
        "‹›Outputs: {@}\n›Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: !If [c, Retain, Delete]\n    Properties: {TableName: ‹!Sub 't-${Stage}'›\"t-dev\"›}\n",
    ),
    (
        "a name by an alias, an anchor behind its tag",
        "N: &n !Sub 't-${Stage}'\n‹›Outputs: {@}\n›Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {TableName: ‹*n›\"t-dev\"›}\n  U:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {TableName: ‹!Sub &u 'u-${Stage}'›&u \"u-dev\"›, X: *u}\n",
    ),
];

/// The author's text and the text that is sent.
fn both(marked: &str) -> (String, String) {
    let (mut source, mut sent) = (String::new(), String::new());
    let mut rest = marked;
    while let Some((before, edit)) = rest.split_once('‹') {
        let (old, edit) = edit.split_once('›').expect("an edit has two parts");
        let (new, after) = edit.split_once('›').expect("an edit has an end");
        source = source + before + old;
        sent = sent + before + new;
        rest = after;
    }
    (source + rest, sent + rest)
}

fn check(name: &str, marked: &str) {
    let (source, sent) = both(marked);
    let template = Template::read(Source::new("t.yaml", source.as_str()))
        .unwrap_or_else(|problem| panic!("{name}: {problem}"));
    let expected = sent.replace('@', &fingerprint()).replace('§', &suffix(&template));
    assert_eq!(send(&template), expected, "{name}");
    Source::new("t.yaml", expected).read().unwrap_or_else(|problem| panic!("{name}: {problem}"));
}

#[test]
fn the_output_is_added_in_the_form_that_is_there() {
    for (name, marked) in OUTPUTS {
        // The one indented template: its added line is as far indented as the others.
        let marked = marked.replace("   ‹››", "‹›   Outputs: {@}\n›   ");
        check(name, &marked);
    }
}

#[test]
fn what_needs_no_edit_is_sent_as_it_was_written() {
    UNTOUCHED.iter().for_each(|(name, resources)| check(name, &format!("{ADDED}Resources:\n{resources}")));
}

#[test]
fn every_reference_follows_a_deployment() {
    for (name, reference) in REFERENCES {
        let resources = format!(
            "Resources:\n  ‹D›D§›:\n    Type: AWS::ApiGateway::Deployment\n  DD: {{Type: A::B::C}}\n  X:\n    Type: A::B::C\n    Properties:\n      Y: {reference}\n"
        );
        check(name, &format!("{ADDED}{resources}"));
    }
}

#[test]
fn whole_templates_are_sent_with_their_edits() {
    WHOLE.iter().for_each(|(name, marked)| check(name, marked));
}

#[test]
fn there_are_enough_of_them() {
    assert!(OUTPUTS.len() + UNTOUCHED.len() + REFERENCES.len() + WHOLE.len() >= 80);
}
