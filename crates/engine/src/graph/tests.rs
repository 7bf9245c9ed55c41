use std::collections::BTreeSet;

use anyhow::Result;
use proptest::prelude::*;

use super::*;
use crate::project::testing::project;
use crate::project::{Project, RegionFlags};

const TEMPLATE: &str = "
Parameters:
  In: {Type: String, Default: x}
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
Outputs:
  Out: {Value: !Ref Topic}
";

fn graph(
    project: &Project,
    flags: &RegionFlags<'_>,
    overrides: BTreeMap<(String, String), String>,
) -> Result<Graph> {
    plan_of(&[], project, flags, overrides)
}

/// The graph of the systems with these names, or of all.
fn plan_of(
    names: &[String],
    project: &Project,
    flags: &RegionFlags<'_>,
    overrides: BTreeMap<(String, String), String>,
) -> Result<Graph> {
    let regions = Regions::choose(flags, &project.file.regions).unwrap();
    let target =
        Target { systems: project.systems(names).unwrap(), stage: "dev".to_owned(), regions, overrides };
    Graph::new(project, &target)
}

#[test]
fn a_stack_of_the_replicas_role_is_made_in_each_of_their_regions() {
    let file = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2, replicas: [eu-west-1, us-east-1]}\nstages: {dev: {}}\n\
        systems:\n  s:\n    stacks:\n      a: {template: t.yaml, region: replicas}\n      b: {template: t.yaml, region: replicas, parameters: {In: {output: s-a.Out}}}\n";
    let project = project(&[("provision.yaml", file), ("t.yaml", TEMPLATE)]).unwrap();
    let graph = graph(&project, &RegionFlags::default(), BTreeMap::new()).unwrap();
    // Each reads the output of the one in its own region.
    for node in graph.nodes.iter().filter(|node| node.id == "s-b") {
        let needed: Vec<_> = node.needs.iter().map(|need| graph.nodes[*need].name.region.clone()).collect();
        assert_eq!(needed, std::slice::from_ref(&node.name.region));
    }
    assert_eq!(graph.nodes.len(), 4);
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
        let graph = graph(&project, &RegionFlags::default(), BTreeMap::new()).unwrap();
        let id = |index: usize| graph.nodes[index].id.trim_start_matches("s-n").parse::<usize>().unwrap();
        prop_assert_eq!(graph.nodes.len(), 10);
        let reversed = graph.needs_reversed();
        for (index, node) in graph.nodes.iter().enumerate() {
            let needs: BTreeSet<usize> = node.needs.iter().map(|need| id(*need)).collect();
            prop_assert_eq!(&needs, &wanted[id(index)]);
            prop_assert!(node.needs.iter().all(|need| *need < index && reversed[*need].contains(&index)));
        }
        let count = |needs: &[Vec<usize>]| needs.iter().map(Vec::len).sum::<usize>();
        prop_assert_eq!(count(&graph.needs()), count(&reversed));
    }
}

/// A project whose only stack has this parameter and this template, with these steps.
fn depending(value: &str, template: &str, steps: &str) -> Graph {
    let stacks = format!("      one: {{template: t.yaml, region: home, parameters: {{In: '{value}'}}}}\n");
    let file = format!(
        "version: 1\ndefault-stage: dev\nregions: {{home: us-west-2}}\nstages: {{dev: {{}}}}\nsystems:\n  s:\n    stacks:\n{stacks}{steps}"
    );
    let project = project(&[("provision.yaml", &file), ("t.yaml", template)]).unwrap();
    graph(&project, &RegionFlags::default(), BTreeMap::new()).unwrap()
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
}

/// The graph of two stacks, `s-a` and `s-b`, with these templates, or why there is none.
fn sharing(a: &str, b: &str, stacks: &str) -> Result<Graph> {
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
    graph(&project, &RegionFlags::default(), BTreeMap::new())
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
        let graph = sharing(&exporting(export), import, stacks).unwrap();
        let lines = graph.lines();
        assert!(
            lines.contains(&"s-b-dev in us-west-2 <- s-a-dev in us-west-2".to_owned()),
            "{export}: {lines:?}"
        );
        let position = |id: &str| graph.nodes.iter().position(|node| node.id == id).unwrap();
        assert_eq!(graph.needs_reversed()[position("s-a")], [position("s-b")]);
        assert_eq!(graph.notes, Vec::<String>::new());
    }
}

#[test]
fn an_import_from_elsewhere_is_no_edge() {
    let stacks = "      a: {template: a.yaml, region: workflow}\n      b: {template: b.yaml, region: home}\n";
    for (import, stacks) in [("!ImportValue foreign", ""), ("!ImportValue shared", stacks)] {
        let graph = sharing(&exporting("shared"), import, stacks).unwrap();
        assert!(graph.nodes.iter().all(|node| node.needs.is_empty()));
        assert_eq!(graph.notes, Vec::<String>::new());
    }
}

#[test]
fn values_of_parameters_decide_the_name_of_an_export() {
    let stacks = "      a: {template: a.yaml, region: home, parameters: {Stage: '${stage}-${account}'}}\n      b: {template: b.yaml, region: home}\n";
    let import = "!ImportValue {'Fn::Sub': 'topic-dev-${AWS::AccountId}'}";
    let graph = sharing(&exporting("!Sub 'topic-${Stage}'"), import, stacks).unwrap();
    assert!(graph.lines().contains(&"s-b-dev in us-west-2 <- s-a-dev in us-west-2".to_owned()));
}

#[test]
fn a_name_that_cannot_be_worked_out_is_noted_unless_needs_says_the_order() {
    let import = "!ImportValue {'Fn::Sub': 'x-${AWS::StackId}'}";
    let graph = sharing(&exporting("shared"), import, "").unwrap();
    assert_eq!(
        graph.notes,
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
    let expected = "b.yaml:3: circular dependency: s-a → s-b → s-a (s-b imports 'shared' from s-a)";
    assert_eq!(error.lines().next(), Some(expected));
}

#[test]
fn a_value_for_a_stack_that_is_not_part_of_the_run_is_rejected() {
    let file = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\nsystems:\n  one: {stacks: {a: {template: \
                t.yaml, region: home}}}\n  two: {stacks: {b: {template: t.yaml, region: home}}}\n";
    let project = project(&[("provision.yaml", file), ("t.yaml", TEMPLATE)]).unwrap();
    let value = || BTreeMap::from([(("two-b".to_owned(), "In".to_owned()), "y".to_owned())]);
    let of = |names: &[String]| plan_of(names, &project, &RegionFlags::default(), value());
    let error = of(&["one".to_owned()]).unwrap_err().to_string();
    assert_eq!(error, "--parameter: two-b.In has no effect: stack two-b is not part of one");
    assert!(of(&["two".to_owned()]).is_ok() && of(&[]).is_ok());
}
