use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorSettings, SharedHttpClient,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::body::SdkBody;
use futures_util::future::join_all;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::Instant;
use uuid::Uuid;

use super::{WaitCause, limited};
use crate::aws::Region;
use crate::aws::error::{Class, find};
use crate::aws::fake::{self, Call, Reply, held};

fn throttled() -> Reply {
    Reply::refused("Throttling", "Rate exceeded")
}

/// No stack of the name.
fn none() -> Reply {
    Reply::refused("ValidationError", "Stack with id a does not exist")
}

/// Looks at as many stacks at once, behind this service; returns how long it took.
async fn looks(
    count: usize,
    answer: impl FnMut(&Call) -> Reply + Send + 'static,
) -> anyhow::Result<Duration> {
    let mut answer = answer;
    let (cloud, _) = fake::cloud(vec![Box::new(move |call: &Call| Some(answer(call)))]);
    let cloudformation = cloud.cloudformation(&Region::new("us-west-2"));
    let began = Instant::now();
    let looks = (0..count).map(|_| cloudformation.stack("a"));
    for look in join_all(looks).await {
        assert!(look?.is_none());
    }
    Ok(began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_call_is_sent_again_for_as_long_as_it_is_throttled() {
    let began = Instant::now();
    let took =
        looks(1, move |_| if began.elapsed() < Duration::from_secs(60) { throttled() } else { none() });
    assert!((60..66).contains(&took.await.unwrap().as_secs()));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_refuses_everything_is_given_up_after_two_minutes() {
    let began = Instant::now();
    let error = looks(40, |_| throttled()).await.unwrap_err();
    assert_eq!(find(&error).unwrap().class, Class::Throttled);
    assert!((90..150).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_long_ago_takes_nothing_from_the_patience_with_the_next() {
    let began = Instant::now();
    let is_throttled = move || !(Duration::from_secs(1)..Duration::from_secs(300)).contains(&began.elapsed());
    let (cloud, calls) = fake::cloud(vec![Box::new(move |_: &Call| {
        Some(if is_throttled() && began.elapsed() < Duration::from_secs(310) { throttled() } else { none() })
    })]);
    let cloudformation = cloud.cloudformation(&Region::new("us-west-2"));
    // The first caller leaves before it has its answer.
    tokio::time::timeout(Duration::from_millis(500), cloudformation.stack("a")).await.unwrap_err();
    tokio::time::sleep(Duration::from_secs(300)).await;
    let before = calls.all().len();
    assert!(cloudformation.stack("a").await.unwrap().is_none());
    assert!(before > 1 && calls.all().len() - before > 5, "{before}");
    assert!(began.elapsed() < Duration::from_secs(320));
}

#[tokio::test(start_paused = true)]
async fn forty_calls_at_once_get_through_a_limit_of_four_a_second() {
    let mut recent = VecDeque::new();
    let refused = Arc::new(Mutex::new(0));
    let count = Arc::clone(&refused);
    let took = looks(120, move |_| {
        let now = Instant::now();
        recent.retain(|at: &Instant| now - *at < Duration::from_secs(1));
        if recent.len() >= 4 {
            *held(&count) += 1;
            return throttled();
        }
        recent.push_back(now);
        none()
    });
    let took = took.await.unwrap();
    assert!((29..45).contains(&took.as_secs()), "{took:?}");
    assert!(*held(&refused) < 120, "{} refusals", held(&refused));
}

#[tokio::test(start_paused = true)]
async fn refusals_at_random_slow_a_run_down_little() {
    let seed = Uuid::new_v4();
    let mut dice = seed.as_u128() | 1;
    let (cloud, calls) = fake::cloud(vec![Box::new(move |_: &Call| {
        dice = dice.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645).wrapping_add(1);
        let refuses = (dice >> 64) % 10 < 3;
        Some(if refuses {
            Reply::json_refused("ThrottlingException", "Rate exceeded")
        } else {
            Reply::ok("{}")
        })
    })]);
    let tables = cloud.tables(&Region::new("us-west-2"));
    let began = Instant::now();
    for _ in 0..100 {
        tables.table("a").await.unwrap();
    }
    let took = began.elapsed();
    // Of 400 seeds the median took 6 s, and the slowest 28 s.
    assert!(took < Duration::from_secs(60), "seed {seed}: {took:?}");
    assert!(calls.all().len() > 110, "seed {seed}");
}

#[tokio::test(start_paused = true)]
async fn ceilings_hold_for_each_region_however_many_calls_there_are() {
    let times: Arc<Mutex<Vec<(String, Instant)>>> = Arc::default();
    let seen = Arc::clone(&times);
    let (cloud, _) = fake::cloud_with_ceilings(vec![Box::new(move |call: &Call| {
        held(&seen).push((call.region.clone(), Instant::now()));
        Some(none())
    })]);
    let regions = ["us-west-2", "us-east-1"].map(Region::new);
    let clients = regions.each_ref().map(|region| cloud.cloudformation(region));
    let looks = join_all(clients.iter().flat_map(|client| (0..300).map(|_| client.stack("a")))).await;
    assert!(looks.iter().all(Result::is_ok));
    for region in &regions {
        let times = held(&times);
        let times = times.iter().filter(|(place, _)| place == region.as_str()).map(|(_, at)| *at);
        let times: Vec<_> = times.collect();
        assert_eq!(times.len(), 300);
        let most =
            |span| (0..300).map(|i| times[i..].iter().filter(|at| **at - times[i] < span).count()).max();
        assert!(most(Duration::from_secs(1)) <= Some(10));
        assert!(most(Duration::from_secs(60)) <= Some(240));
        assert!(times[299] - times[0] < Duration::from_secs(85));
    }
}

#[tokio::test(start_paused = true)]
async fn a_look_does_not_wait_for_all_changes_that_queue() {
    let (cloud, _) = fake::cloud_with_ceilings(vec![Box::new(|call: &Call| {
        Some(if call.operation == "DescribeStacks" { none() } else { Reply::ok("<a/>") })
    })]);
    let cloudformation = cloud.cloudformation(&Region::new("us-west-2"));
    let began = Instant::now();
    let changes = async {
        join_all((0..200).map(|_| cloudformation.protect("a", true))).await;
        began.elapsed()
    };
    let look = async {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let began = Instant::now();
        assert!(cloudformation.stack("a").await.unwrap().is_none());
        began.elapsed()
    };
    let (changes, look) = tokio::join!(changes, look);
    assert!(look < Duration::from_millis(1_500), "the look took {look:?}");
    assert!(changes > Duration::from_secs(40), "the changes took {changes:?}");
}

#[tokio::test(start_paused = true)]
async fn a_long_wait_for_a_service_that_throttles_is_announced_once() {
    let (announce, mut announced) = unbounded_channel();
    let began = Instant::now();
    let refusal = "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";
    let client = infallible_client_fn(move |_: http::Request<SdkBody>| {
        let (status, body) =
            if began.elapsed() < Duration::from_secs(20) { (400, refusal) } else { (200, "") };
        http::Response::builder().status(status).body(SdkBody::from(body)).unwrap()
    });
    let client = limited(SharedHttpClient::new(client), Some(announce));
    let components = RuntimeComponentsBuilder::for_tests().build().unwrap();
    let connector = client.http_connector(&HttpConnectorSettings::default(), &components);
    let requests = (0..10).map(|_| {
        let request = http::Request::builder().uri("https://cloudformation.eu-west-1.amazonaws.com/").header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=k/20260101/eu-west-1/cloudformation/aws4_request",
        );
        connector.call(request.body(SdkBody::from("Action=DescribeStacks")).unwrap().try_into().unwrap())
    });
    let first = async {
        let waiting = announced.recv().await.unwrap();
        assert!((1..6).contains(&began.elapsed().as_secs()), "after {:?}", began.elapsed());
        waiting
    };
    let (answers, waiting) = tokio::join!(join_all(requests), first);
    assert!(answers.into_iter().all(|answer| answer.unwrap().status().is_success()));
    assert_eq!(waiting.service.as_deref(), Some("cloudformation"));
    assert_eq!(waiting.region.as_deref(), Some("eu-west-1"));
    assert_eq!(waiting.cause, WaitCause::Throttling);
    assert!(announced.try_recv().is_err(), "one line is enough");
}

#[tokio::test(start_paused = true)]
async fn lambda_is_asked_no_more_than_ten_times_in_any_second() {
    let times: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let seen = Arc::clone(&times);
    let (cloud, _) = fake::cloud_with_ceilings(vec![Box::new(move |_: &Call| {
        held(&seen).push(Instant::now());
        Some(Reply::ok("{}"))
    })]);
    let functions = cloud.functions(&Region::new("us-west-2"));
    let looks = join_all((0..100).map(|_| functions.code_hash("a"))).await;
    assert!(looks.iter().all(Result::is_ok));
    let times = held(&times);
    let within = |from: Instant| {
        times.iter().filter(|at| **at >= from && **at - from < Duration::from_secs(1)).count()
    };
    assert_eq!(times.iter().map(|from| within(*from)).max(), Some(10));
}
