use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::project::RegionFlags;
use crate::project::tests::project;

const TEMPLATE: &str = "
Parameters:
  In: {Type: String, Default: x}
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
Outputs:
  Out: {Value: !Ref Topic}
";

/// The plan of one system of the project built in, with these flags.
fn shipped(system: &str, flags: &RegionFlags<'_>) -> Plan {
    let nowhere = tempfile::tempdir().unwrap();
    let project = Project::load(None, nowhere.path()).unwrap();
    plan_of(&[system.to_owned()], &project, flags, BTreeMap::new()).unwrap()
}

fn plan(
    project: &Project,
    flags: &RegionFlags<'_>,
    overrides: BTreeMap<(String, String), String>,
) -> Result<Plan> {
    plan_of(&[], project, flags, overrides)
}

/// The plan of the systems with these names, or of all.
fn plan_of(
    names: &[String],
    project: &Project,
    flags: &RegionFlags<'_>,
    overrides: BTreeMap<(String, String), String>,
) -> Result<Plan> {
    let regions = Regions::choose(flags, &project.file.regions).unwrap();
    let target =
        Target { systems: project.systems(names).unwrap(), stage: "dev".to_owned(), regions, overrides };
    Plan::new(project, &target)
}

fn lines(plan: &Plan) -> Vec<String> {
    let line = |node: &Node| {
        let needs: Vec<_> = node.needs.iter().map(|need| plan.nodes[*need].name.to_string()).collect();
        if needs.is_empty() {
            node.name.to_string()
        } else {
            format!("{} <- {}", node.name, needs.join(", "))
        }
    };
    plan.nodes.iter().map(line).collect()
}

#[test]
fn the_mailbox_system_is_laid_out_in_the_documented_order() {
    insta::assert_snapshot!(lines(&shipped("mailbox", &RegionFlags::default())).join("\n"), @r"
    mailbox-table-dev in us-west-2
    mailbox-replicas in us-west-2 <- mailbox-table-dev in us-west-2
    artifact mailbox
    artifact mailbox in us-west-2 <- artifact mailbox
    mailbox-api-dev in us-west-2 <- mailbox-table-dev in us-west-2, mailbox-replicas in us-west-2, artifact mailbox, artifact mailbox in us-west-2
    artifact mailbox in us-east-1 <- artifact mailbox
    mailbox-deletion-dev in us-east-1 <- mailbox-replicas in us-west-2, artifact mailbox, mailbox-api-dev in us-west-2, artifact mailbox in us-east-1
    mailbox-provisioning-dev in us-east-1 <- mailbox-replicas in us-west-2, artifact mailbox, artifact mailbox in us-east-1, mailbox-deletion-dev in us-east-1
    ");
}

#[test]
fn in_a_single_region_there_is_nothing_to_copy_and_one_upload() {
    let plan = shipped("mailbox", &RegionFlags { home: Some("eu-west-1"), ..RegionFlags::default() });
    assert_eq!(plan.regions(), BTreeSet::from([Region::new("eu-west-1")]));
    let uploads = plan.nodes.iter().filter(|node| matches!(node.work, Work::Upload { .. })).count();
    assert_eq!(uploads, 1);
    let copies = plan.nodes.iter().find_map(|node| match &node.work {
        Work::Replicas(replicas) => Some(replicas.regions.clone()),
        _ => None,
    });
    assert_eq!(copies.unwrap(), []);
}

#[test]
fn a_stack_of_the_replicas_role_is_made_in_each_of_their_regions() {
    let file = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2, replicas: [eu-west-1, us-east-1]}\nstages: {dev: {}}\n\
        systems:\n  s:\n    stacks:\n      a: {template: t.yaml, region: replicas}\n      b: {template: t.yaml, region: replicas, parameters: {In: {output: s-a.Out}}}\n";
    let project = project(&[("provision.yaml", file), ("t.yaml", TEMPLATE)]).unwrap();
    let plan = plan(&project, &RegionFlags::default(), BTreeMap::new()).unwrap();
    // Each reads the output of the one in its own region.
    for node in plan.nodes.iter().filter(|node| node.id == "s-b") {
        let needed: Vec<_> = node.needs.iter().map(|need| plan.nodes[*need].name.region.clone()).collect();
        assert_eq!(needed, std::slice::from_ref(&node.name.region));
    }
    assert_eq!(plan.nodes.len(), 4);
}

#[test]
fn a_value_from_the_command_line_goes_before_the_file_and_is_checked() {
    let nowhere = tempfile::tempdir().unwrap();
    let project = Project::load(None, nowhere.path()).unwrap();
    let given = |stack: &str, name: &str, value: &str| {
        let overrides = BTreeMap::from([((stack.to_owned(), name.to_owned()), value.to_owned())]);
        plan(&project, &RegionFlags::default(), overrides)
    };
    let plan = given("mailbox-provisioning", "WaitSeconds", "0").unwrap();
    let inputs =
        plan.stacks().find(|(_, stack)| stack.name == "mailbox-provisioning-dev").unwrap().1.inputs.clone();
    assert_eq!(inputs["WaitSeconds"], Input::Text("0".to_owned()));
    for (stack, name, value, says) in [
        ("mailbox-provisioning", "WaitSeconds", "soon", "must be a number"),
        ("mailbox-provisioning", "Wait", "0", "no parameter 'Wait'"),
        ("nothing", "WaitSeconds", "0", "no stack 'nothing'"),
    ] {
        let error = given(stack, name, value).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

proptest! {
    /// Any project whose stacks lean only on earlier ones gives a graph in which every edge of the file is there, each node
    /// comes after what it needs, and walking it backwards turns every edge round.
    #[test]
    fn every_edge_of_the_file_is_in_the_graph(
        edges in proptest::collection::vec((0usize..10, 0usize..10, any::<bool>()), 0..25),
        workflow in proptest::collection::vec(any::<bool>(), 10),
    ) {
        let mut wanted = vec![BTreeSet::new(); 10];
        let mut output = [None; 10];
        for (one, other, by_output) in edges {
            let (first, second) = (one.min(other), one.max(other));
            if first == second { continue; }
            // A parameter has room for one output; further edges are plain needs.
            if by_output && output[second].is_none() {
                output[second] = Some(first);
            }
            wanted[second].insert(first);
        }
        let stacks: String = (0..10).map(|stack| {
            let role = if workflow[stack] { "workflow" } else { "home" };
            let parameters = output[stack].map(|from| format!(", parameters: {{In: {{output: s-n{from}.Out}}}}")).unwrap_or_default();
            let needs: Vec<_> = wanted[stack].iter().filter(|need| output[stack] != Some(**need)).map(|need| format!("s-n{need}")).collect();
            format!("      n{stack}: {{template: t.yaml, region: {role}, needs: [{}]{parameters}}}\n", needs.join(", "))
        }).collect();
        let file = format!("version: 1\ndefault-stage: dev\nregions: {{home: us-west-2, workflow: us-east-1}}\nstages: {{dev: {{}}}}\nsystems:\n  s:\n    stacks:\n{stacks}");
        let project = project(&[("provision.yaml", &file), ("t.yaml", TEMPLATE)]).unwrap();
        let plan = plan(&project, &RegionFlags::default(), BTreeMap::new()).unwrap();
        let id = |index: usize| plan.nodes[index].id.trim_start_matches("s-n").parse::<usize>().unwrap();
        prop_assert_eq!(plan.nodes.len(), 10);
        let reversed = plan.needs_reversed();
        for (index, node) in plan.nodes.iter().enumerate() {
            let needs: BTreeSet<usize> = node.needs.iter().map(|need| id(*need)).collect();
            prop_assert_eq!(&needs, &wanted[id(index)]);
            prop_assert!(node.needs.iter().all(|need| *need < index && reversed[*need].contains(&index)));
        }
        let count = |needs: &[Vec<usize>]| needs.iter().map(Vec::len).sum::<usize>();
        prop_assert_eq!(count(&plan.needs()), count(&reversed));
    }
}

/// A project whose only stack has this parameter and this template, with these steps.
fn depending(value: &str, template: &str, steps: &str) -> Plan {
    let stacks = format!("      one: {{template: t.yaml, region: home, parameters: {{In: '{value}'}}}}\n");
    let file = format!(
        "version: 1\ndefault-stage: dev\nregions: {{home: us-west-2}}\nstages: {{dev: {{}}}}\nsystems:\n  s:\n    stacks:\n{stacks}{steps}"
    );
    let project = project(&[("provision.yaml", &file), ("t.yaml", template)]).unwrap();
    plan(&project, &RegionFlags::default(), BTreeMap::new()).unwrap()
}

#[test]
fn the_account_is_asked_for_wherever_a_value_depends_on_it() {
    let of_bucket = TEMPLATE.replace("AWS::SNS::Topic", "AWS::S3::Bucket");
    let retained = TEMPLATE.replace(
        "{Type: 'AWS::SNS::Topic'}",
        "{Type: 'AWS::SQS::Queue', DeletionPolicy: Retain, Properties: {QueueName: !Sub 'q-${AWS::AccountId}'}}",
    );
    let large = format!("{TEMPLATE}# {}\n", "x".repeat(60_000));
    let steps = "    steps:\n      copies:\n        table-replicas: {table: 't-${account}', source: home, regions: [replicas]}\n";
    for (value, template, steps, needed) in [
        ("x", TEMPLATE, "", false),
        ("x-${stage}-${region}", TEMPLATE, "", false),
        ("${account}", TEMPLATE, "", true),
        ("a ${artifacts.bucket}/b", TEMPLATE, "", true),
        ("x", &of_bucket, "", true),
        ("x", &retained, "", true),
        ("x", &large, "", true),
        ("x", TEMPLATE, steps, true),
    ] {
        assert_eq!(depending(value, template, steps).needs_account(), needed, "{value}, {steps}");
    }
    assert!(shipped("mailbox", &RegionFlags::default()).needs_account(), "artifacts go into its bucket");
}

/// The plan of two stacks, `s-a` and `s-b`, with these templates, or why there is none.
fn sharing(a: &str, b: &str, stacks: &str) -> Result<Plan> {
    let stacks = if stacks.is_empty() {
        "      a: {template: a.yaml, region: home}\n      b: {template: b.yaml, region: home}\n"
    } else {
        stacks
    };
    let file = format!(
        "version: 1\ndefault-stage: dev\nregions: {{home: us-west-2, workflow: us-east-1}}\nstages: {{dev: {{}}}}\nsystems:\n  s:\n    stacks:\n{stacks}"
    );
    let topic = "Resources:\n  Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: ";
    let a = format!("Parameters: {{Stage: {{Type: String, Default: test}}}}\n{topic}x}}}}\n{a}\n");
    let b = format!("Parameters: {{Stage: {{Type: String, Default: dev}}}}\n{topic}{b}}}}}\n");
    let project = project(&[("provision.yaml", &file), ("a.yaml", &a), ("b.yaml", &b)])?;
    plan(&project, &RegionFlags::default(), BTreeMap::new())
}

fn exporting(name: &str) -> String {
    format!("Outputs: {{Arn: {{Value: x, Export: {{Name: {name}}}}}}}")
}

#[test]
fn a_stack_needs_the_one_whose_export_it_imports() {
    for (export, import) in [
        ("shared", "!ImportValue shared"),
        ("!Sub '${AWS::StackName}-Arn'", "!ImportValue s-a-dev-Arn"),
        ("!Sub 'topic-${Stage}-${AWS::Region}'", "{'Fn::ImportValue': !Sub 'topic-test-${AWS::Region}'}"),
        ("!Join ['-', [topic, !Ref AWS::AccountId]]", "!ImportValue {'Fn::Sub': 'topic-${AWS::AccountId}'}"),
    ] {
        // The order of the file is the other one.
        let stacks = "      b: {template: b.yaml, region: home}\n      a: {template: a.yaml, region: home}\n";
        let plan = sharing(&exporting(export), import, stacks).unwrap();
        let lines = lines(&plan);
        assert!(
            lines.contains(&"s-b-dev in us-west-2 <- s-a-dev in us-west-2".to_owned()),
            "{export}: {lines:?}"
        );
        let position = |id: &str| plan.nodes.iter().position(|node| node.id == id).unwrap();
        assert_eq!(plan.needs_reversed()[position("s-a")], [position("s-b")]);
        assert_eq!(plan.notes, Vec::<String>::new());
    }
}

#[test]
fn an_import_from_elsewhere_is_no_edge() {
    let stacks = "      a: {template: a.yaml, region: workflow}\n      b: {template: b.yaml, region: home}\n";
    for (import, stacks) in [("!ImportValue foreign", ""), ("!ImportValue shared", stacks)] {
        let plan = sharing(&exporting("shared"), import, stacks).unwrap();
        assert!(plan.nodes.iter().all(|node| node.needs.is_empty()));
        assert_eq!(plan.notes, Vec::<String>::new());
    }
}

#[test]
fn values_of_parameters_decide_the_name_of_an_export() {
    let stacks = "      a: {template: a.yaml, region: home, parameters: {Stage: '${stage}-${account}'}}\n      b: {template: b.yaml, region: home}\n";
    let import = "!ImportValue {'Fn::Sub': 'topic-dev-${AWS::AccountId}'}";
    let plan = sharing(&exporting("!Sub 'topic-${Stage}'"), import, stacks).unwrap();
    assert!(lines(&plan).contains(&"s-b-dev in us-west-2 <- s-a-dev in us-west-2".to_owned()));
}

#[test]
fn a_name_that_cannot_be_worked_out_is_noted_unless_needs_says_the_order() {
    let import = "!ImportValue {'Fn::Sub': 'x-${AWS::StackId}'}";
    let plan = sharing(&exporting("shared"), import, "").unwrap();
    assert_eq!(
        plan.notes,
        [
            "b.yaml:3: whether stack s-b imports what s-a exports cannot be worked out; if it does, add it to its needs"
        ]
    );
    let ordered = "      a: {template: a.yaml, region: home}\n      b: {template: b.yaml, region: home, needs: [s-a]}\n";
    assert_eq!(sharing(&exporting("shared"), import, ordered).unwrap().notes, Vec::<String>::new());
    assert_eq!(sharing("", import, "").unwrap().notes, Vec::<String>::new(), "s-a exports nothing");
    let open = exporting("!Sub 'x-${AWS::StackId}'");
    assert_eq!(sharing(&open, "!ImportValue other", "").unwrap().notes.len(), 1);
}

#[test]
fn an_export_is_unique_in_its_region_and_imports_make_no_circle() {
    let both = "      a: {template: a.yaml, region: home}\n      b: {template: a.yaml, region: home}\n";
    let error = sharing(&exporting("shared"), "x", both).unwrap_err().to_string();
    assert!(
        error.starts_with("a.yaml:4: stack s-b exports 'shared' in us-west-2, as s-a does (a.yaml:4)"),
        "{error}"
    );
    let apart = both.replace("b: {template: a.yaml, region: home", "b: {template: a.yaml, region: workflow");
    assert!(sharing(&exporting("shared"), "x", &apart).is_ok());
    assert!(sharing(&exporting("!Sub '${AWS::StackName}-x'"), "x", both).is_ok());

    let circle = "      a: {template: a.yaml, region: home, needs: [s-b]}\n      b: {template: b.yaml, region: home}\n";
    let error = sharing(&exporting("shared"), "!ImportValue shared", circle).unwrap_err().to_string();
    let expected =
        "b.yaml:3: these need one another in a circle: s-a → s-b → s-a (s-b imports 'shared' from s-a)";
    assert_eq!(error.lines().next(), Some(expected));
}
