use super::Leftovers;
use crate::aws::fake::stacks::FakeStacks;
use crate::aws::fake::{Call, Reply, Service, held};
use crate::testing::{ONE_STACK, QUEUE, Scene};

fn names(found: &Leftovers) -> Vec<String> {
    found.stacks.iter().map(|leftover| format!("{} {:?}", leftover.stack, leftover.owner)).collect()
}

fn has(scene: &Scene, name: &str, system: &str, stage: &str) {
    held(&scene.stacks).has(name, "CREATE_COMPLETE").is_of(system, stage);
}

#[tokio::test(start_paused = true)]
async fn name_and_tags_must_agree() {
    let scene = Scene::new();
    has(&scene, "mail-queue-dev", "mail", "dev");
    has(&scene, "mail-old-dev", "mail", "dev");
    has(&scene, "mail-old-test", "mail", "dev");
    has(&scene, "mail-x-dev", "mail", "test");
    has(&scene, "mail-dev", "mail", "dev");
    has(&scene, "cake-x-dev", "mail", "dev");
    held(&scene.stacks).has("mail-untagged-dev", "CREATE_COMPLETE");
    has(&scene, "mail-nested-dev", "mail", "dev");
    held(&scene.stacks).has("mail-inner-dev", "CREATE_COMPLETE").is_of("mail", "dev").parent =
        Some("arn".to_owned());
    has(&scene, "shop-a-dev", "shop", "dev");
    let found = scene.leftovers(&[], false).await;
    assert_eq!(
        names(&found),
        ["mail-nested-dev Project", "mail-old-dev Project", "shop-a-dev UnknownSystem"]
    );
    let removable = |named: &[String]| found.removable(named).len();
    assert_eq!(removable(&[]), 2);
    assert_eq!(removable(&["mail".to_owned()]), 2);
    assert_eq!(removable(&["shop".to_owned()]), 1);
}

#[tokio::test(start_paused = true)]
async fn tags_of_the_project_distinguish_it_from_others() {
    let scene =
        Scene::of(&ONE_STACK.replace("systems:", "tags: {project: mine}\nsystems:"), QUEUE, Vec::new());
    has(&scene, "mail-plain-dev", "mail", "dev");
    has(&scene, "shop-plain-dev", "shop", "dev");
    for (name, system, project) in [
        ("mail-mine-dev", "mail", "mine"),
        ("mail-yours-dev", "mail", "yours"),
        ("shop-mine-dev", "shop", "mine"),
        ("shop-yours-dev", "shop", "yours"),
    ] {
        held(&scene.stacks).has(name, "CREATE_COMPLETE").is_of(system, "dev").tagged("project", project);
    }
    let found = scene.leftovers(&[], false).await;
    let wanted = [
        "mail-mine-dev Project",
        "mail-plain-dev Unproven",
        "mail-yours-dev Unproven",
        "shop-mine-dev UnknownSystem",
        "shop-plain-dev Unproven",
    ];
    assert_eq!(names(&found), wanted);
}

#[tokio::test(start_paused = true)]
async fn systems_that_are_not_selected_are_not_named_and_regions_cost_one_call() {
    let two = format!("{ONE_STACK}  cake:\n    stacks:\n      a: {{template: queue.yaml, region: home}}\n");
    let scene = Scene::of(&two, QUEUE, Vec::new());
    has(&scene, "mail-old-dev", "mail", "dev");
    has(&scene, "cake-old-dev", "cake", "dev");
    let found = scene.leftovers(&["mail".to_owned()], false).await;
    assert_eq!(names(&found), ["mail-old-dev Project"]);
    assert_eq!(scene.calls.operations(), ["DescribeStacks"]);
}

/// Knows one region; what the account may not use is refused.
struct OneRegion;

impl Service for OneRegion {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        let none = || FakeStacks::default().answer(call);
        match call.region.as_str() {
            "us-west-2" => None,
            "me-south-1" => Some(Reply::refused("InvalidClientTokenId", "the security token is invalid")),
            "eu-north-1" => Some(Reply::refused("AccessDenied", "not authorized")),
            _ => none(),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn regions_that_do_not_answer_are_named_and_hide_nothing() {
    let scene = Scene::of(ONE_STACK, QUEUE, vec![Box::new(OneRegion)]);
    has(&scene, "mail-old-dev", "mail", "dev");
    let found = scene.leftovers(&[], true).await;
    assert_eq!(names(&found), ["mail-old-dev Project"]);
    let unseen: Vec<_> = found.unseen.iter().map(|unseen| unseen.region.as_str()).collect();
    assert_eq!(unseen, ["eu-north-1", "me-south-1"]);
    assert_eq!(found.unseen[1].reason, "the account has not enabled this region");
    assert!(found.unseen[0].reason.contains("cloudformation:DescribeStacks in eu-north-1"));
}
