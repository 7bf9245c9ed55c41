//! Words and files that are wrong: one clear sentence each, exit code 2, and nothing is changed.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::harness::{Sandbox, project};

/// A sandbox in which anything that got through to AWS would fail at once, with another exit code.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("PROVISION_ENDPOINT_URL", "http://127.0.0.1:1");
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    sandbox
}

#[test]
fn words_that_mean_nothing_here() {
    let sandbox = sandbox();
    let cases = [
        ("deploy --stage nope", "no stage 'nope'", "the stages are: dev, prod, test"),
        ("deploy nope", "no system 'nope'", "the systems are: s"),
        ("teardown nope", "no system 'nope'", "the systems are: s"),
        ("status nope", "no system 'nope'", "the systems are: s"),
        ("deploy --region mars-north-1", "mars-north-1", ""),
        ("deploy --region us-west-22", "us-west-22", ""),
        ("deploy --replica-region nowhere", "nowhere", ""),
        ("deploy --workflow-region nowhere", "nowhere", ""),
        ("deploy --nope", "'--nope'", "hint:"),
        ("nope", "'nope'", "provision --help"),
        ("deploy -p nonsense", "STACK.NAME=VALUE", ""),
        ("deploy -p s-nope.Name=x", "no stack 's-nope'", ""),
        ("deploy -p s-a.Nope=x", "no parameter 'Nope'", ""),
        ("deploy --output xml", "'xml'", "possible values: table, json"),
        ("deploy --config nowhere.yaml", "cannot read the project file nowhere.yaml", ""),
        ("deploy --stage=", "--stage", ""),
        ("local up --port 99999", "99999", ""),
        ("local up --port 0", "'0'", ""),
    ];
    for (words, sentence, hint) in cases {
        sandbox.run(words).code(2).says("error: ").says(sentence).says(hint);
    }
}

/// Pasted into a shell, a command of a hint works where this run did: on the emulator, not in the user's account.
#[test]
fn a_command_of_a_hint_has_the_flags_of_the_run() {
    let sandbox = sandbox();
    sandbox.write("it's a file.yaml", "version: 2\n");
    let hint =
        r"then run provision validate --local --config 'it'\''s a file.yaml' --stage prod --region eu-west-1";
    sandbox
        .shell(r#"provision plan --stage prod --local --config "it's a file.yaml" --region eu-west-1"#)
        .code(2)
        .says(hint);
    let line =
        r#"provision plan --output json --local --config "it's a file.yaml" --stage prod --region eu-west-1"#;
    sandbox.shell(line).code(2).says(hint);
    sandbox.shell(&hint["then run ".len()..]).code(2).says("it's a file.yaml");
    // A variable of the shell is there for the next command too.
    sandbox.set("PROVISION_STAGE", "prod");
    sandbox
        .shell("provision plan --config \"it's a file.yaml\"")
        .code(2)
        .says(r"validate --config 'it'\''s a file.yaml'");
}

#[test]
fn words_that_are_not_utf_8() {
    let sandbox = sandbox();
    let bad = OsStr::from_bytes(b"de\xffv");
    for words in [
        vec![OsStr::new("deploy"), bad],
        vec![OsStr::new("deploy"), OsStr::new("--stage"), bad],
        vec![OsStr::new("deploy"), OsStr::new("-p"), bad],
        vec![OsStr::new("outputs"), bad],
    ] {
        sandbox.command_of(&words).run().code(2).says("not valid UTF-8");
    }
    sandbox
        .command_of(&[OsStr::new("validate"), OsStr::new("--config"), bad])
        .run()
        .code(2)
        .says("cannot read");
    sandbox.command("deploy").env("PROVISION_STAGE", bad).run().code(2).says("PROVISION_STAGE");
}

/// What is wrong in a project file or a template, and what must be said about it.
fn files() -> Vec<(&'static str, String, &'static [&'static str])> {
    let with = |stacks: &str| format!("{}systems:\n  s:\n    stacks:\n{stacks}", project::HEAD);
    vec![
        ("broken YAML", "version: 1\nregions: [\n".to_owned(), &["provision.yaml:"]),
        ("an empty file", String::new(), &["provision.yaml"]),
        ("not a project", "hello".to_owned(), &["provision.yaml:1"]),
        ("a tab", format!("{}systems:\n\ts: {{}}\n", project::HEAD), &["provision.yaml:9"]),
        (
            "an unknown key",
            format!("{}nope: 1\nsystems: {{}}\n", project::HEAD),
            &["provision.yaml:8", "nope"],
        ),
        (
            "a step of two kinds",
            with("      {}\n").replace("    stacks:\n      {}", "    stacks: {}")
                + "    steps:\n      x:\n        wait-for: {alarm: a}\n        table-replicas: {table: t, source: home, regions: []}\n",
            &["provision.yaml:13: a step has one kind of work: give table-replicas and wait-for a step each"],
        ),
        (
            "a missing template",
            with("      a: {template: nowhere.yaml, region: home}\n"),
            &["provision.yaml:11: cannot read the template nowhere.yaml", "  11 |       a:"],
        ),
        (
            "a circle",
            with(
                "      a: {template: topic.yaml, region: home, needs: [s-b]}\n      b: {template: topic.yaml, region: home, needs: [s-c]}\n      c: {template: topic.yaml, region: home, parameters: {Name: {output: s-a.Arn}}}\n",
            ),
            &["provision.yaml:11: circular dependency: s-a → s-b → s-c → s-a"],
        ),
        (
            "a stack that needs itself",
            with("      a: {template: topic.yaml, region: home, needs: [s-a]}\n"),
            &["provision.yaml:11: circular dependency: s-a → s-a"],
        ),
        (
            "a stack with a name that CloudFormation refuses",
            with(
                "      a: {template: topic.yaml, region: home}\n      b_c:\n        template: topic.yaml\n        region: home\n",
            ),
            &[
                "provision.yaml:12: 's-b_c' must start with a letter and contain only letters, digits and hyphens",
            ],
        ),
        (
            "an account with too few digits",
            with("      a: {template: topic.yaml, region: home}\n")
                .replace("dev: {}", "dev: {account: \"12\"}"),
            &["provision.yaml:5: stage dev: 'account' must have twelve digits"],
        ),
        (
            "an unknown output",
            with(
                "      a: {template: topic.yaml, region: home}\n      b: {template: topic.yaml, region: home, parameters: {Name: {output: s-a.Nope}}}\n",
            ),
            &["provision.yaml:12: ", "s-a has no output Nope; it has Arn"],
        ),
        (
            "an output of a stack that is not there",
            with("      b: {template: topic.yaml, region: home, parameters: {Name: {output: s-x.Arn}}}\n"),
            &["there is no stack or step 's-x'"],
        ),
        (
            "an unknown parameter",
            with("      a: {template: topic.yaml, region: home, parameters: {Nope: 1}}\n"),
            &["topic.yaml has no parameter Nope"],
        ),
        (
            "a parameter of the wrong type",
            with("      n: {template: number.yaml, region: home, parameters: {Seconds: soon}}\n"),
            &["parameter Seconds is 'soon' but must be a number"],
        ),
        (
            "a parameter that is not a value",
            with("      a: {template: topic.yaml, region: home, parameters: {Name: {a: {b: c}}}}\n"),
            &["parameter Name: a parameter is text, a number, a list"],
        ),
        (
            "an unknown placeholder",
            with("      a: {template: topic.yaml, region: home, parameters: {Name: '${nope}'}}\n"),
            &["${nope} is not known"],
        ),
        (
            "a role that is none",
            with("      a: {template: topic.yaml, region: nowhere}\n"),
            &["provision.yaml:11", "nowhere"],
        ),
        ("a broken template", with("      a: {template: broken.yaml, region: home}\n"), &["broken.yaml:2"]),
        (
            "a template without resources",
            with("      a: {template: empty.yaml, region: home}\n"),
            &["a template needs a Resources section"],
        ),
    ]
}

#[test]
fn project_files_that_are_wrong() {
    let sandbox = sandbox();
    sandbox.write(
        "number.yaml",
        &project::TOPIC
            .replace("Name: {Type: String", "Seconds: {Type: Number, Default: 5}\n  Name: {Type: String"),
    );
    sandbox.write("broken.yaml", "Resources:\n  A: {Type: [\n");
    sandbox.write("empty.yaml", "Description: nothing in it\n");
    for (what, text, parts) in files() {
        sandbox.write("provision.yaml", &text);
        for words in ["validate", "deploy", "status"] {
            let output = sandbox.run(words);
            assert_eq!(output.code, Some(2), "{what}: {output}");
            for part in parts {
                assert!(output.stderr.contains(part), "{what}: '{part}' is not in {output}");
            }
            assert!(output.stdout.is_empty(), "{what}: {output}");
        }
    }
}

/// Only what is deployed needs all values, and one on the command line is as good as one in the file.
#[test]
fn a_missing_value_is_asked_for_where_it_is_needed() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      d: {template: secret.yaml, region: home}\n");
    sandbox.write(
        "secret.yaml",
        "Parameters:\n  Pin: {Type: Number, NoEcho: true}\nResources:\n  T: {Type: AWS::SNS::Topic}\n",
    );
    let missing = "stack s-d gives no value to parameter Pin in stage dev";
    for words in ["deploy", "plan"] {
        sandbox.run(words).code(2).says("provision.yaml:").says(missing).says("-p s-d.Pin=VALUE");
    }
    sandbox.run("validate").ok().says("note: ").says(missing);
    sandbox.run("status").ok();
    sandbox
        .run("deploy -p s-d.Pin=hunter2")
        .code(2)
        .says("Pin has a value that is not shown")
        .never_mentions("hunter2");
    sandbox.run("deploy -p s-d_Pin=hunter2").code(2).says("STACK.NAME=VALUE").never_mentions("hunter2");
    sandbox.run("deploy -p s-d.Pin=8315629").ok().prints("created").never_mentions("8315629");
    sandbox.run("outputs").ok().never_mentions("8315629");
    sandbox.run("plan -p s-d.Pin=8315629 --output json").ok().never_mentions("8315629");
    sandbox.run("deploy -p s-d.Pin=8315630").ok().never_mentions("8315630");
    sandbox.run("teardown --yes").ok();
    project::write(&sandbox, "      d: {template: secret.yaml, region: home, parameters: {Pin: hunter2}}\n");
    sandbox.run("validate").code(2).says("Pin has a value that is not shown").never_mentions("hunter2");
    project::write(
        &sandbox,
        "      d: {template: secret.yaml, region: home, parameters: {Pin: '${hunter2}'}}\n",
    );
    sandbox.run("validate").code(2).says("a literal ${ is written $${").never_mentions("hunter2");
}

/// What a line holds that cannot be read is not known: it may be a secret.
#[test]
fn a_line_that_is_no_yaml_is_named_and_not_shown() {
    let sandbox = Sandbox::new();
    for value in ["\"hunter2", "*hunter2", "hunter2: x", "%hunter2", "@hunter2", "[hunter2", "\"\\qhunter2\""]
    {
        let stack = "      d:\n        template: t.yaml\n        region: home\n        parameters:\n";
        project::write(&sandbox, &format!("{stack}          Pin: {value}\n"));
        for words in ["validate", "deploy", "status --output json"] {
            sandbox.run(words).code(2).says("provision.yaml:1").never_mentions("hunter2");
        }
    }
}

#[test]
fn a_verbatim_stack_takes_values_for_itself_only() {
    let sandbox = Sandbox::started();
    let template = "Parameters:\n  Pin: {Type: String}\nResources:\n  T: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Pin}}\nOutputs:\n  Arn: {Value: !Ref T}\n";
    sandbox.write("t.yaml", template);
    project::write(&sandbox, "      d: {template: t.yaml, region: home, verbatim: true}\n");
    sandbox.run("deploy -p s-d.Pin=verbatim-topic").ok();
    let topic = [("TopicArn", "arn:aws:sns:us-west-2:000000000000:verbatim-topic")];
    assert_eq!(sandbox.aws().query("sns", "us-west-2", "GetTopicAttributes", &topic).0, 200);
    sandbox.run("deploy s-d.Pin=hunter2").code(2).says("-p STACK.PARAMETER=VALUE").never_mentions("hunter2");
    project::write(
        &sandbox,
        "      d: {template: t.yaml, region: home, verbatim: true}\n      e: {template: t.yaml, region: home}\n",
    );
    sandbox.run("validate").code(2).says("provision.yaml:12: t.yaml is 'verbatim: true' for another stack");
}

/// A problem elsewhere on the line of a secret must not show it.
#[test]
fn a_line_with_a_secret_is_not_shown_whatever_is_wrong_on_it() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "secret.yaml",
        "Parameters:\n  Pin: {Type: String, NoEcho: true}\n  Pins: {Type: List<Number>, NoEcho: true}\nResources:\n  T: {Type: AWS::SNS::Topic}\n",
    );
    for stack in [
        "{template: secret.yaml, region: home, parametrs: {Pin: hunter2}}",
        "{template: secret.yaml, region: home, Pin: hunter2}",
        "{template: nowhere.yaml, region: home, parameters: {Pin: hunter2}}",
        "{template: secret.yaml, region: home, needs: [nothing], parameters: {Pin: hunter2}}",
        "{template: secret.yaml, region: home, parameters: hunter2}",
        "{template: secret.yaml, region: home, parameters: {Pin: hunter2, Pins: [1, hunter2]}}",
        "{template: secret.yaml, region: home, parameters: {Pin: {stages: {dev: hunter2}, defalt: hunter2}}}",
        "{template: secret.yaml, region: home, parameters: {Pin: {output: hunter2}}}",
    ] {
        project::write(&sandbox, &format!("      d: {stack}\n"));
        for words in ["validate", "plan --output json", "deploy --output json"] {
            sandbox.run(words).code(2).never_mentions("hunter2");
        }
    }
}

/// Also on the way to CloudFormation, not only where placeholders are filled.
#[test]
fn a_literal_placeholder_arrives_as_it_is_meant() {
    let sandbox = Sandbox::started();
    sandbox.write(
        "p.yaml",
        "Parameters:\n  P: {Type: String}\nResources:\n  T: {Type: AWS::SNS::Topic}\nOutputs:\n  V: {Value: !Ref P}\n",
    );
    let stack =
        |value: &str| format!("      d: {{template: p.yaml, region: home, parameters: {{P: '{value}'}}}}\n");
    for (written, arrives) in
        [("$${x}", "${x}"), ("a $${x} ${stage} b", "a ${x} dev b"), ("$${account}", "${account}")]
    {
        project::write(&sandbox, &stack(written));
        sandbox.run("deploy").ok();
        assert_eq!(sandbox.run("outputs s-d.V").ok().stdout.trim_end(), arrives);
    }
    for value in ["a$${y}", "${stage}", "${account}", "$${z"] {
        let given = format!("s-d.P={value}");
        sandbox.command_of(&["deploy", "-p", &given].map(OsStr::new)).run().ok();
        assert_eq!(sandbox.run("outputs s-d.V").ok().stdout.trim_end(), value);
    }
    project::write(
        &sandbox,
        "      d: {template: p.yaml, region: home, parameters: {P: x, Pasword: hunter2}}\n",
    );
    sandbox
        .run("validate")
        .code(2)
        .says("provision.yaml:")
        .says("no parameter Pasword")
        .never_mentions("hunter2");
}

/// Such a stack has no fingerprint of ours, and the author's output is kept.
#[test]
fn an_output_that_is_called_like_ours_is_left_alone() {
    let sandbox = Sandbox::started();
    sandbox.write(
        "p.yaml",
        "Resources:\n  T: {Type: AWS::SNS::Topic}\nOutputs:\n  ProvisionFingerprint: {Value: mine}\n",
    );
    project::write(&sandbox, "      d: {template: p.yaml, region: home}\n");
    sandbox.run("deploy").ok().prints("created");
    sandbox.run("deploy").ok().prints("Nothing changed");
    sandbox.run("teardown --yes").ok();
}

/// What this program cannot read is refused, unless it is to be sent as it is.
#[test]
fn a_template_that_cannot_be_read_is_sent_verbatim_on_request() {
    let sandbox = Sandbox::started();
    // The emulator reads with PyYAML, which takes the last line for a key of its own; the reader refuses it.
    let template = "Resources:\n  T:\n    Type: AWS::SNS::Topic\n\u{feff}More: x\n";
    sandbox.write("t.yaml", template);
    project::write(&sandbox, "      d: {template: t.yaml, region: home}\n");
    sandbox.run("deploy").code(2).says("t.yaml:").says("verbatim: true");
    project::write(&sandbox, "      d: {template: t.yaml, region: home, verbatim: true}\n");
    sandbox.run("validate").ok();
    sandbox.run("deploy").ok().prints("created");
    sandbox.run("deploy").ok().prints("Nothing changed");
    sandbox.run("teardown --yes").ok();
}

#[test]
fn a_home_that_cannot_be_written() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    // Also root cannot make a folder below a file.
    sandbox.write("file", "");
    let below = sandbox.path("project/file/home");
    for words in ["local up", "deploy --local"] {
        let output = sandbox.command(words).env("PROVISION_LOCAL_HOME", &below).run();
        output.code(2).says("cannot make the folder").says("PROVISION_LOCAL_HOME");
        let output = sandbox.command(words).env("XDG_CACHE_HOME", &below).run();
        output.code(2).says("cannot make the folder").says("XDG_CACHE_HOME");
    }
    let homeless = sandbox.command("local up").without("HOME").without("PROVISION_LOCAL_HOME");
    homeless.run().code(2).says("there is no folder for the emulator");
}

#[test]
fn a_prompt_without_a_terminal_is_an_error() {
    let sandbox = Sandbox::started();
    sandbox.run("local reset").code(2).says("--yes");
    sandbox.run("local reset --no-input").code(2).says("--yes");
}
