use super::*;
use crate::project::testing::project;

const HEAD: &str =
    "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}, prod: {}}\n";
const TEMPLATE: &str = "Parameters:\n  Stage: {Type: String}\n  Seconds: {Type: Number, Default: 5}\nResources:\n  T: {Type: 'AWS::SNS::Topic'}\nOutputs:\n  Arn: {Value: !Ref T}\n";

fn error(systems: &str) -> String {
    let file = format!("{HEAD}systems:\n  s:\n{systems}");
    project(&[("provision.yaml", &file), ("t.yaml", TEMPLATE)]).unwrap_err().to_string()
}

#[test]
fn a_missing_template_is_shown_where_it_is_named() {
    let error = error("    stacks:\n      a: {template: no.yaml, region: home}\n");
    assert!(error.starts_with("provision.yaml:8: cannot read the template no.yaml"), "{error}");
    assert!(error.contains("\n  8 |       a: {template: no.yaml, region: home}"), "{error}");
}

#[test]
fn parameters_unknown_or_of_the_wrong_type_are_all_reported() {
    let error = error(
        "    stacks:\n      a:\n        template: t.yaml\n        region: home\n        parameters:\n          Seconds: soon\n          Other: 1\n",
    );
    assert!(
        error.contains("provision.yaml:12: stack s-a: parameter Seconds is 'soon' but must be a number"),
        "{error}"
    );
    assert!(error.contains("provision.yaml:13: stack s-a: t.yaml has no parameter Other"), "{error}");
}

#[test]
fn missing_outputs_are_reported_with_the_existing_ones() {
    let error = error(
        "    stacks:\n      a: {template: t.yaml, region: home, parameters: {Stage: {output: s-b.Nope}}}\n      b: {template: t.yaml, region: home, parameters: {Stage: {output: s-c.Arn}}}\n",
    );
    assert!(error.contains("s-b has no output Nope; it has Arn"), "{error}");
    assert!(error.contains("there is no stack or step 's-c'"), "{error}");
}

#[test]
fn a_circle_is_named_whole() {
    let error = error(
        "    stacks:\n      a: {template: t.yaml, region: home, parameters: {Stage: {output: s-b.Arn}}}\n      b: {template: t.yaml, region: home, needs: [s-c], parameters: {Stage: x}}\n      c: {template: t.yaml, region: home, parameters: {Stage: {output: s-a.Arn}}}\n",
    );
    assert!(error.contains("circular dependency: s-a → s-b → s-c → s-a"), "{error}");
}

#[test]
fn unknown_keys_roles_placeholders_and_stages_are_reported() {
    assert!(error("    stack: {}\n").contains("unknown field `stack`"));
    assert!(
        error("    stacks: {a: {template: t.yaml, region: north}}\n").contains("unknown variant `north`")
    );
    let placeholder =
        error("    stacks: {a: {template: t.yaml, region: home, parameters: {Stage: '${stag}'}}}\n");
    assert!(placeholder.contains("${stag} is not known"), "{placeholder}");
    assert!(placeholder.contains("a literal ${ is written $${"), "{placeholder}");
    let stage = error(
        "    stacks: {a: {template: t.yaml, region: home, parameters: {Stage: {stages: {test: 1}}}}}\n",
    );
    assert!(stage.contains("there is no stage 'test'"), "{stage}");
}

/// What is wrong with a project that has these tags.
fn tags(tags: &str) -> String {
    let file = format!(
        "{HEAD}tags:\n{tags}systems:\n  s:\n    stacks: {{a: {{template: t.yaml, region: home, parameters: {{Stage: x}}}}}}\n"
    );
    match project(&[("provision.yaml", &file), ("t.yaml", TEMPLATE)]) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn tags_keep_to_their_limits_and_to_keys_that_are_free() {
    let most: String = (1..=48).map(|number| format!("  t{number}: x\n")).collect();
    assert_eq!(tags(&most), "");
    assert!(tags(&format!("{most}  one-more: x\n")).starts_with(
        "provision.yaml:54: there are 49 tags; the limit for a stack is 50, of which provision adds 2"
    ));
    assert_eq!(tags(&format!("  {}: {}\n", "k".repeat(128), "ü".repeat(256))), "");
    assert_eq!(tags("  aws: x\n  provision: x\n  empty: ''\n"), "");
    for (line, says) in [
        (format!("  {}: x\n", "k".repeat(129)), "has a key of 129 characters; the limit is 128"),
        (format!("  k: {}\n", "v".repeat(257)), "tag 'k' has a value of 257 characters; the limit is 256"),
        ("  '': x\n".to_owned(), "tag '' has no key"),
        ("  AWS:x: x\n".to_owned(), "tag 'AWS:x' begins with aws:, which is reserved by AWS"),
        (
            "  provision:stage: x\n".to_owned(),
            "tag 'provision:stage' begins with provision:, which is reserved",
        ),
    ] {
        let error = tags(&line);
        assert!(error.starts_with("provision.yaml:6: ") && error.contains(says), "{error}");
    }
}

#[test]
fn outputs_that_a_loop_or_a_macro_makes_are_not_missed() {
    let stacks = "    stacks:\n      a: {template: made.yaml, region: home}\n      b: {template: t.yaml, region: home, parameters: {Stage: {output: s-a.ArnX}}}\n";
    let file = format!("{HEAD}systems:\n  s:\n{stacks}");
    let with = |made: &str| {
        let made = format!("{made}\nResources:\n  T: {{Type: 'AWS::SNS::Topic'}}\n");
        project(&[("provision.yaml", &file), ("t.yaml", TEMPLATE), ("made.yaml", &made)])
    };
    for made in [
        "Transform: AWS::LanguageExtensions\nOutputs: {'Fn::ForEach::A': [N, [X], {'Arn${N}': {Value: !Ref T}}]}",
        "Outputs: {'Fn::Transform': {Name: 'AWS::Include'}}",
        "Transform: OurMacro",
    ] {
        assert!(with(made).is_ok(), "{made}");
    }
    let error = with("Outputs: {Arn: {Value: !Ref T}}").unwrap_err().to_string();
    assert!(error.contains("s-a has no output ArnX; it has Arn"), "{error}");
}

#[test]
fn a_dangling_reference_is_shown_in_its_template() {
    let stacks = "    stacks:\n      a: {template: bad.yaml, region: home}\n      b: {template: bad.yaml, region: home}\n";
    let file = format!("{HEAD}systems:\n  s:\n{stacks}");
    let bad = "Resources:\n  Queue: {Type: 'AWS::SQS::Queue'}\nOutputs:\n  Url: {Value: !Ref Queu}\n";
    let error = project(&[("provision.yaml", &file), ("bad.yaml", bad)]).unwrap_err().to_string();
    assert_eq!(
        error,
        "bad.yaml:4: Ref: there is no parameter or resource 'Queu'; did you mean Queue?\n  4 |   Url: {Value: !Ref Queu}"
    );
}

#[test]
fn region_names_have_a_form() {
    assert!(is_region("us-west-2") && is_region("us-gov-east-1"));
    assert!(!is_region("us-west") && !is_region("US-west-2") && !is_region("") && !is_region("us--2"));
}

/// A project whose regions and replica step are these.
fn replicated(regions: &str, step: &str) -> String {
    let file = format!(
        "version: 1\ndefault-stage: dev\nregions: {{{regions}}}\nstages: {{dev: {{}}}}\nsystems:\n  s:\n    stacks:\n      \
         a: {{template: t.yaml, region: home, parameters: {{Stage: x}}}}\n    steps:\n      x:\n        \
         table-replicas: {{{step}}}\n"
    );
    let template = format!("{TEMPLATE}  Name: {{Value: !Sub 'x-${{Stage}}'}}\n");
    match project(&[("provision.yaml", &file), ("t.yaml", &template)]) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_replica_is_in_another_region_than_its_table_and_each_region_is_named_once() {
    let step = "table: t, source: home, regions: [workflow, replicas]";
    let with_regions = |regions: &str| replicated(regions, step);
    for regions in ["home: us-west-2", "home: us-west-2, workflow: us-west-2, replicas: [eu-west-1]"] {
        assert_eq!(with_regions(regions), "");
    }
    for (replicas, says) in [
        ("[us-west-2]", "replicas: us-west-2 is the home region, which holds the data itself"),
        ("[eu-west-1, us-west-2]", "replicas: us-west-2 is the home region"),
        ("[eu-west-1, us-east-1, eu-west-1]", "replicas: eu-west-1 is listed twice"),
    ] {
        let error = with_regions(&format!("home: us-west-2, replicas: {replicas}"));
        assert!(error.starts_with(&format!("provision.yaml:3: {says}")), "{error}");
    }
    for (step, says) in [
        ("table: t, source: home, regions: [home]", "'regions' has the source region itself, home"),
        ("table: t, source: workflow, regions: [home, workflow]", "'regions' has the source region itself"),
        ("table: t, source: home, regions: [workflow, workflow]", "'regions' has workflow twice"),
        ("table: t, source: replicas, regions: [workflow]", "'source' must be one region"),
        ("table: '', source: home, regions: [workflow]", "the table has no name"),
        (
            "table: {output: s-a.Arn}, source: home, regions: [workflow]",
            "the output Arn of s-a is no table's name: T is of type AWS::SNS::Topic",
        ),
    ] {
        let error = replicated("home: us-west-2", step);
        assert!(error.starts_with(&format!("provision.yaml:11: step s-x: {says}")), "{error}");
    }
    // What CloudFormation alone knows may be a table's name.
    assert_eq!(
        replicated("home: us-west-2", "table: {output: s-a.Name}, source: home, regions: [workflow]"),
        ""
    );
}

#[test]
fn a_template_that_cannot_be_read_is_the_only_problem() {
    let stacks = "    stacks:\n      a: {template: bad.yaml, region: home, parameters: {Any: x}}\n      b: {template: t.yaml, \
                  region: home, parameters: {Stage: {output: s-a.Arn}}}\n";
    let file = format!(
        "{HEAD}systems:\n  s:\n{stacks}    steps:\n      x: {{table-replicas: {{table: {{output: \
                        s-a.Table}}, source: home, regions: [workflow]}}}}\n"
    );
    for bad in ["Resources: [\n", "Resources: {}\n", "Resources: {T: {Properties: {}}}\n"] {
        let files = [("provision.yaml", file.as_str()), ("t.yaml", TEMPLATE), ("bad.yaml", bad)];
        let error = project(&files).unwrap_err().to_string();
        assert!(error.starts_with("bad.yaml:") && !error.contains("provision.yaml"), "{error}");
    }
    let missing = project(&[("provision.yaml", &file), ("t.yaml", TEMPLATE)]).unwrap_err().to_string();
    assert_eq!(missing.matches("provision.yaml:").count(), 1, "{missing}");
}

#[test]
fn a_step_has_exactly_one_kind_of_work() {
    let step = |step: &str| {
        error(&format!(
            "    stacks: {{}}\n    steps:\n      ok: {{wait-for: {{alarm: a}}}}\n      x: {step}\n"
        ))
    };
    let gate = "wait-for: {alarm: a}";
    let replicas = "table-replicas: {table: t, source: home, regions: [workflow]}";
    for (wrong, says) in [
        ("{needs: []}".to_owned(), "a step needs one kind of work: table-replicas or wait-for"),
        (format!("{{{gate}, {replicas}}}"), "a step has one kind of work"),
        ("{wait: {alarm: a}}".to_owned(), "unknown field `wait`"),
        ("{wait-for: {}}".to_owned(), "wait-for takes exactly one of url, alarm and parameter"),
        ("{wait-for: {alarm: a, url: 'https://x'}}".to_owned(), "wait-for takes exactly one of"),
        ("{wait-for: {alarm: a, equals: b}}".to_owned(), "'equals' is for 'parameter' only"),
        ("{wait-for: {alarm: a, deadline: soon}}".to_owned(), "step s-x: deadline: 'soon' is not a duration"),
        ("{wait-for: {alarm: a, region: replicas}}".to_owned(), "step s-x: 'region' must be one region"),
        ("{wait-for: {url: 'http://example.com'}}".to_owned(), "step s-x: the URL must begin with https://"),
        ("{wait-for: {parameter: {output: s-ok.Arn}}}".to_owned(), "s-ok has no output Arn; it has none"),
        ("{wait-for: {alarm: '${oops}'}}".to_owned(), "step s-x, alarm: ${oops} is not known"),
        ("{wait-for: {alarm: {stages: {prod: a}}}}".to_owned(), "step s-x, alarm: stage dev has no value"),
    ] {
        let error = step(&wrong);
        assert!(error.starts_with("provision.yaml:10: ") && error.contains(says), "{wrong}: {error}");
    }
}
