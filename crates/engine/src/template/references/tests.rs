use crate::document::Source;

/// The problems of a template, each as its first line.
fn problems(text: &str) -> Vec<String> {
    let source = Source::new("t.yaml", text);
    let root = source.read().unwrap();
    super::check(&source, &root)
        .iter()
        .map(|problem| problem.to_string().lines().next().unwrap().to_owned())
        .collect()
}

/// What stands around a resource `Queue` with these properties.
fn with(properties: &str, rest: &str) -> Vec<String> {
    problems(&format!(
        "Parameters: {{Stage: {{Type: String}}, Zones: {{Type: CommaDelimitedList}}}}\nConditions: {{IsProd: !Equals [!Ref Stage, prod]}}\nMappings: {{Sizes: {{small: {{memory: 128}}}}}}\n{rest}\nResources:\n  Topic: {{Type: 'AWS::SNS::Topic'}}\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n{properties}\n"
    ))
}

#[test]
fn every_dangling_reference_is_found_with_its_line_and_a_near_name() {
    for (property, expected) in [
        ("!Ref Topik", "Ref: there is no parameter or resource 'Topik'; did you mean Topic?"),
        ("{Ref: stage}", "Ref: there is no parameter or resource 'stage'; did you mean Stage?"),
        ("!Ref Nothing", "Ref: there is no parameter or resource 'Nothing'"),
        ("!Ref AWS::Regio", "Ref: there is no parameter or resource 'AWS::Regio'; did you mean AWS::Region?"),
        ("!GetAtt Topi.Arn", "GetAtt: there is no resource 'Topi'; did you mean Topic?"),
        ("!GetAtt [Topi, Arn]", "GetAtt: there is no resource 'Topi'; did you mean Topic?"),
        ("{'Fn::GetAtt': Topi.Arn}", "GetAtt: there is no resource 'Topi'; did you mean Topic?"),
        ("{'Fn::GetAtt': [Stage, !Ref Stage]}", "GetAtt: there is no resource 'Stage'"),
        ("!Sub 'x-${Stag}'", "Sub: there is no parameter or resource 'Stag'; did you mean Stage?"),
        ("!Sub '${Topi.Arn}'", "Sub: there is no resource 'Topi'; did you mean Topic?"),
        (
            "!Sub ['${A}${Stag}', {A: 1}]",
            "Sub: there is no parameter or resource 'Stag'; did you mean Stage?",
        ),
        (
            "!Sub ['${A}', {A: !Ref Stag}]",
            "Ref: there is no parameter or resource 'Stag'; did you mean Stage?",
        ),
        ("!Sub 'echo ${HOME:-x}'", "Sub: there is no parameter or resource 'HOME:-x'"),
        ("!If [IsProt, 1, 2]", "there is no condition 'IsProt'; did you mean IsProd?"),
        ("{'Fn::If': [IsProt, 1, 2]}", "there is no condition 'IsProt'; did you mean IsProd?"),
        ("!FindInMap [Size, small, memory]", "FindInMap: there is no mapping 'Size'; did you mean Sizes?"),
        ("!FindInMap [Sizes, smal, memory]", "FindInMap: mapping Sizes has no 'smal'; did you mean small?"),
        (
            "!FindInMap [Sizes, small, memori]",
            "FindInMap: mapping Sizes has no 'memori'; did you mean memory?",
        ),
        (
            "!FindInMap [Sizes, !Ref Stag, memory]",
            "Ref: there is no parameter or resource 'Stag'; did you mean Stage?",
        ),
        (
            "!Join ['-', [a, !Select [0, !Ref Zone]]]",
            "Ref: there is no parameter or resource 'Zone'; did you mean Zones?",
        ),
    ] {
        assert_eq!(
            with(&format!("      X: {property}"), ""),
            [format!("t.yaml:10: {expected}")],
            "{property}"
        );
    }
}

#[test]
fn a_name_that_is_a_boolean_without_quotes_is_refused() {
    let text = |on: &str| {
        format!(
            "Parameters: {{'On': {{Type: String}}}}
Mappings: {{'Yes': {{a: {{b: c}}}}}}
Conditions:
  'Off': !Equals [a, Ref: {on}]
  D: {{Condition: {off}}}
Resources:
  'No': {{Type: X}}
  A: {{Type: X, DependsOn: [{no}], Condition: {off}}}
  B: {{Type: X, Properties: {{P: !If [{off}, !Ref On, !GetAtt [{no}, Arn]]}}}}
  C: {{Type: X, Properties: {{P: !FindInMap [{yes}, a, b], Q: !Sub '${{On}}'}}}}
",
            on = on,
            off = on.replace("On", "Off"),
            no = on.replace("On", "No"),
            yes = on.replace("On", "Yes"),
        )
    };
    assert_eq!(problems(&text("'On'")), Vec::<String>::new());
    let refused = |line: u64, place: &str, name: &str| {
        format!("t.yaml:{line}: {place}: the unquoted name {name} is a boolean; write '{name}' in quotes")
    };
    assert_eq!(
        problems(&text("On")),
        [
            refused(4, "Ref", "On"),
            refused(5, "Condition", "Off"),
            refused(8, "Condition", "Off"),
            refused(8, "DependsOn", "No"),
            refused(9, "GetAtt", "No"),
            refused(9, "If", "Off"),
            refused(10, "FindInMap", "Yes"),
        ]
    );
}

#[test]
fn references_outside_of_properties_are_found() {
    for (rest, line, expected) in [
        (
            "Outputs: {O: {Value: !Ref Topik}}",
            4,
            "Ref: there is no parameter or resource 'Topik'; did you mean Topic?",
        ),
        (
            "Outputs: {O: {Condition: IsProt, Value: x}}",
            4,
            "there is no condition 'IsProt'; did you mean IsProd?",
        ),
        (
            "Rules: {R: {Assertions: [{Assert: !Equals [!Ref Topic, x]}]}}",
            4,
            "Ref: there is no parameter 'Topic', and conditions see nothing else",
        ),
    ] {
        assert_eq!(with("      X: 1", rest), [format!("t.yaml:{line}: {expected}")], "{rest}");
    }
    for (resource, line, expected) in [
        ("DependsOn: Topik", 4, "DependsOn: there is no resource 'Topik'; did you mean Topic?"),
        ("DependsOn: [Queue, Topik]", 4, "DependsOn: there is no resource 'Topik'; did you mean Topic?"),
        ("Condition: IsPro", 4, "there is no condition 'IsPro'; did you mean IsProd?"),
        (
            "Metadata: {X: !Ref Topik}",
            4,
            "Ref: there is no parameter or resource 'Topik'; did you mean Topic?",
        ),
    ] {
        let text = format!(
            "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    {resource}\n  Queue: {{Type: 'AWS::SQS::Queue'}}\nConditions:\n  IsProd: !Equals [a, b]\n"
        );
        assert_eq!(problems(&text), [format!("t.yaml:{line}: {expected}")]);
    }
    assert_eq!(
        problems(
            "Resources:\n  T: {Type: 'AWS::SNS::Topic'}\nConditions:\n  A: !Not [!Condition B]\n  C: !And [{Condition: D}, {Condition: A}]\n"
        ),
        [
            "t.yaml:4: there is no condition 'B'; did you mean A?",
            "t.yaml:5: there is no condition 'D'; did you mean A?"
        ]
    );
}

#[test]
fn a_variable_in_a_text_of_several_lines_has_its_own_line() {
    assert_eq!(
        with(
            "      X: !Sub |\n        #!/bin/sh\n        echo ${!HOME} $HOME ${Stage}\n        echo ${Stag}",
            ""
        ),
        ["t.yaml:13: Sub: there is no parameter or resource 'Stag'; did you mean Stage?"]
    );
}

#[test]
fn what_only_looks_like_a_reference_is_none() {
    for property in [
        "!Ref AWS::NoValue",
        "!Sub '${AWS::Region} ${!Nothing} $Nothing ${ Stage } ${'",
        "!Sub ['${Own}${Stage}', {Own: x}]",
        "!GetAtt Topic.Outputs.Deep",
        "{'Fn::GetAtt': [Topic, !Ref Stage]}",
        "!FindInMap [Sizes, !Ref Stage, memory]",
        "!FindInMap [!Ref Stage, a, b]",
        "!FindInMap [Sizes, no, no, {DefaultValue: 1}]",
        "{Statement: [{Condition: {StringEquals: {a: b}}}]}",
        "{Condition: Nothing}",
        "{Ref: Nothing, Other: 1}",
        "'!Ref Nothing'",
        "{$ref: Nothing}",
        "{'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: !Ref Nothing}}}",
        "!Transform {Name: Other, Parameters: {X: 1}}",
        "!Other Nothing",
    ] {
        assert_eq!(with(&format!("      X: {property}"), ""), Vec::<String>::new(), "{property}");
    }
    assert_eq!(with("      X: 1", "Metadata: {X: !Ref Nothing, Y: {Ref: Nothing}}"), Vec::<String>::new());
}

#[test]
fn loops_declare_names_and_variables() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic${Name}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Ref Name
          DisplayName: !Sub '${Name}-${Nam}'
          Fn::ForEach::Tags:
            - Key
            - [a, b]
            - ${Key}: !Ref Key
  Queue:
    Type: AWS::SQS::Queue
    DependsOn: TopicA
    Properties: {X: !GetAtt TopicB.Arn, Y: !Ref Name}
Outputs:
  Fn::ForEach::Arns:
    - Name
    - [a]
    - Arn${Name}: {Value: !GetAtt [!Sub 'Topic${Name}', Arn]}
      Own${Name}: {Value: {Ref: 'Topic${Name}'}}
      Bad${Name}: {Value: !Ref Queu}
";
    assert_eq!(
        problems(text),
        [
            "t.yaml:11: Sub: there is no parameter or resource 'Nam'; did you mean Name?",
            "t.yaml:19: Ref: there is no parameter or resource 'Name'; did you mean Names?",
            "t.yaml:26: Ref: there is no parameter or resource 'Queu'; did you mean Queue?",
        ]
    );
}

#[test]
fn the_serverless_transform_and_modules_declare_names() {
    let text = |transform: &str, kind: &str| {
        format!(
            "{transform}Resources:\n  Function:\n    Type: AWS::{kind}\n    Properties: {{X: [!Ref FunctionRole, !GetAtt FunctionRole.Arn, !Ref Function.Version, !Sub '${{ServerlessRestApi}}', !Ref Functio]}}\n"
        )
    };
    assert_eq!(
        problems(&text("Transform: AWS::Serverless-2016-10-31\n", "Serverless::Function")),
        ["t.yaml:5: Ref: there is no parameter or resource 'Functio'; did you mean Function?"]
    );
    assert_eq!(problems(&text("", "Lambda::Function")).len(), 4, "without the transform they are not there");
    assert_eq!(
        problems(&text("Transform: [AWS::Serverless-2016-10-31, OurMacro]\n", "Lambda::Function")),
        Vec::<String>::new()
    );
    let module = "Resources:\n  Net:\n    Type: Our::Net::VPC::MODULE\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {X: !Ref Net.Vpc, Y: !GetAtt NetVpc.Id, Z: !Ref Ned.Vpc}\n";
    assert_eq!(problems(module), ["t.yaml:6: Ref: there is no parameter or resource 'Ned.Vpc'"]);
}

#[test]
fn where_a_macro_adds_names_nothing_is_said_of_them() {
    let text = "Conditions:\n  A: !Equals [a, b]\nResources:\n  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://x'}}\n  Q:\n    Type: AWS::SQS::Queue\n    Condition: B\n    DependsOn: FromThere\n    Properties: {X: !GetAtt FromThere.Arn}\n";
    assert_eq!(problems(text), ["t.yaml:7: there is no condition 'B'; did you mean A?"]);
}

#[test]
fn resources_and_conditions_that_depend_on_themselves_are_found() {
    let resources = "circular dependency of resources";
    for (properties, rest, expected) in [
        ("{X: !Ref Queue}", "", format!("10: {resources}: Queue → Queue")),
        ("{X: !GetAtt Other.Arn}", "{X: !Sub '${Queue}'}", format!("12: {resources}: Other → Queue → Other")),
        ("{X: !Sub '${Other.Arn}'}", "{X: {Ref: Queue}}", format!("12: {resources}: Other → Queue → Other")),
    ] {
        let text = format!(
            "Conditions:\n  C: !Equals [a, b]\nResources:\n  Free:\n    Type: AWS::SQS::Queue\n  Queue:\n    Type: AWS::SQS::Queue\n    DependsOn:\n      - Free\n    Properties: {properties}\n  Other:\n    Properties: {}\n    Type: AWS::SNS::Topic\n",
            if rest.is_empty() { "{}" } else { rest }
        );
        assert_eq!(problems(&text), [format!("t.yaml:{expected}")], "{text}");
    }
    let depends = |needs: &str| {
        problems(&format!(
            "Resources:\n  A: {{Type: X, DependsOn: {needs}}}\n  B: {{Type: X, DependsOn: A}}\n"
        ))
    };
    assert_eq!(depends("A"), [format!("t.yaml:2: {resources}: A → A")]);
    assert_eq!(depends("[B]"), [format!("t.yaml:2: {resources}: A → B → A")]);
    let conditions = |text: &str| {
        problems(&format!(
            "Conditions:\n  A: {text}\n  B: !Or [!Condition A, !Equals [a, b]]\nResources: {{A: {{Type: X}}}}\n"
        ))
    };
    assert_eq!(conditions("!Not [!Condition A]"), ["t.yaml:2: circular dependency of conditions: A → A"]);
    assert_eq!(
        conditions("{'Fn::Not': [{Condition: B}]}"),
        ["t.yaml:2: circular dependency of conditions: A → B → A"]
    );
}

#[test]
fn what_may_be_no_circle_passes() {
    for resources in [
        "  A: {Type: X, Condition: C, Properties: {X: !Ref B}}\n  B: {Type: X, Properties: {X: !Ref A}}",
        "  A: {Type: X, Properties: {X: !If [C, !Ref B, x]}}\n  B: {Type: X, Properties: {X: !Ref A}}",
        "  A: {Type: X, Properties: {X: !Sub ['${A}', {A: x}], Y: !Sub '${!A}'}}",
        "  A: {Type: X, Metadata: {X: !Ref A}}",
        "  A: {Type: 'AWS::Serverless::Function', Properties: {X: !Ref B}}\n  B: {Type: 'AWS::Serverless::Api', Properties: {X: !Ref A}}",
        "  A: {Type: X, Properties: {X: !Ref C}}\n  C: {Type: X}",
    ] {
        let text = format!(
            "Conditions: {{C: !Equals [a, b]}}\nResources:\n{resources}\nOutputs: {{A: {{Value: !Ref A}}}}\n"
        );
        assert_eq!(problems(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn functions_have_their_number_of_arguments() {
    for (property, expected) in [
        ("!If [IsProd]", "If takes 3 arguments and has 1"),
        ("{'Fn::If': [IsProd, 1]}", "If takes 3 arguments and has 2"),
        ("!FindInMap [Sizes]", "FindInMap takes 3 to 4 arguments and has 1"),
        ("!Join ['-']", "Join takes 2 arguments and has 1"),
        ("!Select [0, [a], b]", "Select takes 2 arguments and has 3"),
    ] {
        assert_eq!(with(&format!("      X: {property}"), ""), [format!("t.yaml:10: {expected}")]);
    }
    assert_eq!(
        with("      X: 1", "Rules: {R: {Assertions: [{Assert: !Not [!Equals [a]]}]}}"),
        ["t.yaml:4: Equals takes 2 arguments and has 1"]
    );
    let sizes = "      X: !FindInMap [Sizes, small, memory, {DefaultValue: 1}]\n      Y: {If: [a], Equals: [b]}\n      Z: {Equals: [c]}";
    assert_eq!(with(sizes, ""), Vec::<String>::new());
}
