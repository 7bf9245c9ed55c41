//! The graph of the shipped project.

use std::collections::{BTreeMap, BTreeSet};

use engine::aws::Region;
use engine::graph::{Graph, Input, Target, Work};
use engine::project::{Project, RegionFlags, Regions};

use super::project;

fn plan_of(
    names: &[String],
    flags: &RegionFlags<'_>,
    overrides: BTreeMap<(String, String), String>,
) -> anyhow::Result<Graph> {
    let project: Project = project();
    let regions = Regions::choose(flags, &project.file.regions).unwrap();
    let systems = project.systems(names).unwrap();
    Graph::new(&project, &Target { systems, stage: "dev".to_owned(), regions, overrides })
}

/// The plan of one system with these flags.
fn shipped(system: &str, flags: &RegionFlags<'_>) -> Graph {
    plan_of(&[system.to_owned()], flags, BTreeMap::new()).unwrap()
}

#[test]
fn the_mailbox_system_is_laid_out_in_the_documented_order() {
    insta::assert_snapshot!(shipped("mailbox", &RegionFlags::default()).lines().join("\n"), @r"
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
    let steps: Vec<_> =
        plan.lines().into_iter().filter(|line| line.starts_with("mailbox-replicas ")).collect();
    assert_eq!(steps, ["mailbox-replicas in eu-west-1 <- mailbox-table-dev in eu-west-1"]);
}

#[test]
fn a_value_from_the_command_line_overrides_the_file_and_is_checked() {
    let given = |stack: &str, name: &str, value: &str| {
        let overrides = BTreeMap::from([((stack.to_owned(), name.to_owned()), value.to_owned())]);
        plan_of(&[], &RegionFlags::default(), overrides)
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

#[test]
fn uploads_need_the_account_whose_bucket_they_go_into() {
    assert!(shipped("mailbox", &RegionFlags::default()).needs_account());
}
