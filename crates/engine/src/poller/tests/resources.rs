//! Which events of resources a run reports.

use std::cell::RefCell;

use super::*;
use crate::poller::ResourceLooks;

/// What is reported of an update in which a queue and a topic change, with an event of an earlier operation before it.
async fn reported(looks: ResourceLooks) -> (Vec<String>, usize) {
    let scene = Scene::new();
    held(&scene.stacks).has("a-dev", "CREATE_COMPLETE");
    held(&scene.stacks).report("a-dev", "Queue", "CREATE_COMPLETE", "");
    sleep(Duration::from_secs(1)).await;
    held(&scene.stacks).begin("a-dev", &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    let cloudformation = scene.cloud.cloudformation(&Region::new("us-west-2"));
    let arn = cloudformation.stack("a-dev").await.unwrap().unwrap().arn;
    let seen = RefCell::new(Vec::new());
    let observe = |event: Event| {
        if let Event::Resource { logical_id, status, .. } = event {
            seen.borrow_mut().push(format!("{logical_id} {status}"));
        }
    };
    let poller = Poller::new(cloudformation, &observe, looks);
    let node = NodeName { name: "stack".to_owned(), region: None, kind: NodeKind::Stack };
    let changes = async {
        sleep(Duration::from_secs(5)).await;
        held(&scene.stacks).report("a-dev", "Queue", "UPDATE_IN_PROGRESS", "");
        held(&scene.stacks).report("a-dev", "Topic", "UPDATE_IN_PROGRESS", "");
        sleep(Duration::from_millis(14_990)).await;
        held(&scene.stacks).report("a-dev", "Topic", "UPDATE_COMPLETE", "");
    };
    tokio::select! {
        () = poller.run() => unreachable!(),
        (state, ()) = async { tokio::join!(poller.settled(&arn, &node, None), changes) } => {
            assert_eq!(state.unwrap().status.phase(), Phase::Complete);
        }
    }
    drop(poller);
    (seen.into_inner(), scene.calls.of("DescribeStackEvents").len())
}

#[tokio::test(start_paused = true)]
async fn a_log_has_every_event_of_the_operation_and_a_screen_the_newest() {
    let every = ["Queue UPDATE_IN_PROGRESS", "Topic UPDATE_IN_PROGRESS", "Topic UPDATE_COMPLETE"];
    assert_eq!(reported(ResourceLooks::Every).await.0, every);
    let newest = reported(ResourceLooks::Newest).await.0;
    assert_eq!(newest, every[1..2], "the last look at a stack that has ended is not worth a call");
    assert_eq!(reported(ResourceLooks::Never).await, (Vec::new(), 0));
}
