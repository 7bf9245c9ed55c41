use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::aws::fake::stacks::Reaction;
use crate::aws::fake::{Call, Reply, held};
use crate::failure::sentence;
use crate::teardown::TeardownOptions;
use crate::testing::{ONE_STACK, QUEUE, Scene};

const THREE_STACKS: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      one: {template: queue.yaml, region: home}
      two: {template: queue.yaml, region: home}
      three: {template: queue.yaml, region: home}
";
/// CloudFormation's reason when API Gateway has refused for long enough.
const REFUSED: &str = "Resource handler returned message: \"Too Many Requests (Service: ApiGateway, Status Code: 429, \
                       Request ID: r-1)\" (RequestToken: t, HandlerErrorCode: Throttling)";

/// The moments of the calls of one operation.
type Moments = Arc<Mutex<Vec<Instant>>>;

fn scene(project: &str) -> (Scene, Moments) {
    let moments = Moments::default();
    let record = Arc::clone(&moments);
    let service = move |call: &Call| -> Option<Reply> {
        if call.operation == "DeleteStack" {
            held(&record).push(Instant::now());
        }
        None
    };
    let scene = Scene::of(project, QUEUE, vec![Box::new(service)]);
    for (_, stack) in scene.graph().stacks() {
        held(&scene.stacks).has(&stack.name, "CREATE_COMPLETE");
    }
    (scene, moments)
}

#[tokio::test(start_paused = true)]
async fn apis_that_are_deleted_too_fast_are_deleted_one_after_the_other() {
    let (scene, moments) = scene(THREE_STACKS);
    held(&scene.stacks).one_deletion_in = Some((Duration::from_secs(30), REFUSED));
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    let moments = held(&moments).clone();
    // All at first, and then the two that were refused: each once, the second well after the first.
    assert_eq!(moments.len(), 5);
    assert!(moments[2] - moments[0] < Duration::from_secs(1));
    assert!(moments[4] - moments[3] >= Duration::from_secs(30), "{:?}", moments[4] - moments[3]);
    let notices = scene.notices();
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert!(notices[0].contains("in us-west-2: Queue (AWS::SQS::Queue) was not deleted"), "{notices:?}");
    assert!(notices[0].ends_with("trying again in 31 s"), "{notices:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_waited_for_where_no_service_complains() {
    let (scene, moments) = scene(THREE_STACKS);
    let began = Instant::now();
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((held(&moments).len(), scene.notices()), (3, Vec::new()));
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_gives_way_is_named_in_the_end() {
    let (scene, moments) = scene(ONE_STACK);
    let never = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some(REFUSED));
    held(&scene.stacks).reactions.extend(vec![never; 20]);
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    let text = sentence(&error.unwrap());
    assert!(text.contains("is DELETE_FAILED") && text.contains("Too Many Requests"), "{text}");
    assert_eq!(held(&moments).len(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_ends_the_wait_for_a_turn() {
    let (scene, moments) = scene(ONE_STACK);
    let fails = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some(REFUSED));
    held(&scene.stacks).reactions.push_back(fails);
    let began = Instant::now();
    let ((_, error), ()) = tokio::join!(scene.tear_down(TeardownOptions::default()), async {
        sleep(Duration::from_secs(35)).await;
        scene.stop.set();
    });
    assert!(error.is_some());
    assert_eq!(held(&moments).len(), 1);
    assert!(began.elapsed() < Duration::from_secs(50), "{:?}", began.elapsed());
}
