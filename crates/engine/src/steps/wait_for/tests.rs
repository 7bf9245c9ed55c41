use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use super::{Condition, Deployed, WaitFor};
use crate::aws::fake::{self, Call, Calls, Reply, held};
use crate::aws::{Cloud, Region};
use crate::event::{Action, Outcome};
use crate::failure::{hint_of, kind_of, sentence};
use crate::graph::input::Input;
use crate::plan::step::Step as Planned;
use crate::schedule::Stop;
use crate::steps::{Site, Step};

/// AWS and the web with these answers, one for each look; the last one is given from then on.
struct Scene {
    cloud: Cloud,
    calls: Calls,
    shown: RefCell<Vec<String>>,
    began: Instant,
    at: Arc<Mutex<Vec<Duration>>>,
}

impl Site for Scene {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn value(&self, input: &Input, _: &Region) -> Result<Option<String>> {
        Ok(match input {
            Input::Text(text) => Some(text.clone()),
            _ => None,
        })
    }

    fn begin(&self, action: Action) {
        self.shown.borrow_mut().push(action.doing().to_owned());
    }

    fn show(&self, name: &str, kind: &str, status: &str) {
        self.shown.borrow_mut().push(format!("{kind} {name}: {status}"));
    }
}

impl Scene {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let mut replies: VecDeque<_> = replies.into_iter().collect();
        let (began, at) = (Instant::now(), Arc::<Mutex<Vec<Duration>>>::default());
        let times = Arc::clone(&at);
        let answer = move |_: &Call| {
            held(&times).push(began.elapsed());
            if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() }
        };
        let (cloud, calls) = fake::cloud(vec![Box::new(answer)]);
        Self { cloud, calls, shown: RefCell::default(), began, at }
    }

    async fn open(&self, condition: Condition) -> Result<Deployed> {
        gate(condition).deploy(self, &Stop::default()).await
    }
}

fn gate(condition: Condition) -> WaitFor {
    WaitFor { condition, region: Region::new("us-west-2"), deadline: Duration::from_secs(300) }
}

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn url() -> Condition {
    Condition::Url(text("https://example.com/health?token=t-1"))
}

fn parameter(equals: Option<&str>) -> Condition {
    Condition::Parameter { name: text("/app/ready"), equals: equals.map(text) }
}

fn status(status: u16) -> Reply {
    Reply { status, body: String::new() }
}

fn alarm(state: &str) -> Reply {
    let member = format!("<member><AlarmName>a</AlarmName><StateValue>{state}</StateValue></member>");
    Reply::ok(format!("<R><MetricAlarms>{member}</MetricAlarms></R>"))
}

fn value(value: &str, kind: &str) -> Reply {
    Reply::ok(serde_json::json!({"Parameter": {"Value": value, "Type": kind}}).to_string())
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_is_open_costs_one_look_and_shows_nothing() {
    let scene = Scene::new([status(204)]);
    assert_eq!(scene.open(url()).await.unwrap().outcome, Outcome::Unchanged);
    assert_eq!((scene.calls.all().len(), scene.shown.borrow().len()), (1, 0));
    assert_eq!(scene.began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn each_state_is_shown_once_and_the_pauses_grow() {
    let scene = Scene::new((0..20).map(|_| status(503)).chain([status(302), status(200)]));
    assert_eq!(scene.open(url()).await.unwrap().outcome, Outcome::Ready);
    let name = "url https://example.com/health";
    let shown =
        ["waiting".to_owned(), format!("{name}: HTTP status 503"), format!("{name}: HTTP status 302")];
    assert_eq!(*scene.shown.borrow(), shown);
    let at = held(&scene.at).clone();
    let pauses: Vec<_> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(pauses[0], Duration::from_millis(500));
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert_eq!(*pauses.last().unwrap(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_the_wait_with_the_last_state() {
    let scene = Scene::new([status(500), status(503)]);
    let error = scene.open(url()).await.err().unwrap();
    assert_eq!(
        sentence(&error),
        "waited 300 s for https://example.com/health to answer with a 2xx status; its last state: HTTP status 503"
    );
    assert_eq!(kind_of(&error).exit_code(), 1);
    assert!(hint_of(&error).unwrap().contains("deadline"));
    assert_eq!(scene.began.elapsed(), Duration::from_secs(300));
}

#[tokio::test(start_paused = true)]
async fn a_url_is_asked_without_credentials() {
    let scene = Scene::new([status(200)]);
    scene.open(url()).await.unwrap();
    let calls = scene.calls.all();
    assert_eq!((calls[0].service.as_str(), calls[0].host.as_str()), ("", "example.com"));
    assert_eq!(calls[0].operation, "GET /health?token=t-1");
}

#[tokio::test(start_paused = true)]
async fn an_alarm_is_waited_for_in_the_region_of_its_arn() {
    let scene = Scene::new([Reply::ok("<R/>"), alarm("INSUFFICIENT_DATA"), alarm("ALARM"), alarm("OK")]);
    let arn = ["arn", "aws", "cloudwatch", "eu-west-1", fake::ACCOUNT, "alarm", "api: errors"].join(":");
    assert_eq!(scene.open(Condition::Alarm(text(&arn))).await.unwrap().outcome, Outcome::Ready);
    let shown = ["waiting", "there is no such alarm", "INSUFFICIENT_DATA", "ALARM"];
    let is_shown = |(line, end): (&String, &str)| line.ends_with(end);
    assert!(scene.shown.borrow().iter().zip(shown).all(is_shown), "{:?}", scene.shown.borrow());
    let calls = scene.calls.of("DescribeAlarms");
    assert_eq!(calls.len(), 4);
    assert_eq!((calls[0].service.as_str(), calls[0].region.as_str()), ("monitoring", "eu-west-1"));
    assert_eq!(calls[0].get("AlarmNames.member.1"), "api: errors");
    assert_eq!(calls[0].get("AlarmTypes.member.2"), "CompositeAlarm");
    assert_eq!(
        calls[0].host,
        format!("monitoring.eu-west-1.{}", Region::new("eu-west-1").partition().suffix)
    );
}

#[tokio::test(start_paused = true)]
async fn a_parameter_is_compared_and_its_value_never_shown() {
    let missing = Reply::json_refused("ParameterNotFound", "");
    let scene = Scene::new([missing, value("starting", "String"), value("ready", "String")]);
    assert_eq!(scene.open(parameter(Some("ready"))).await.unwrap().outcome, Outcome::Ready);
    let shown = scene.shown.borrow().join("\n");
    assert!(shown.contains("no such parameter") && shown.contains("another value"), "{shown}");
    assert!(!shown.contains("starting"), "{shown}");
    let calls = scene.calls.of("GetParameter");
    assert_eq!(calls[0].json, serde_json::json!({"Name": "/app/ready", "WithDecryption": false}));
}

#[tokio::test(start_paused = true)]
async fn a_secure_string_counts_as_a_value_but_is_not_compared() {
    let secret = || Scene::new([value("AQICAH", "SecureString")]);
    assert_eq!(secret().open(parameter(None)).await.unwrap().outcome, Outcome::Unchanged);
    let error = secret().open(parameter(Some("x"))).await.err().unwrap();
    assert!(sentence(&error).contains("SecureString"), "{error:#}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_not_waited_out_and_a_broken_service_is() {
    let denied = Reply::json_refused("AccessDeniedException", "not authorized to perform: ssm:GetParameter");
    let scene = Scene::new([denied]);
    let error = scene.open(parameter(None)).await.err().unwrap();
    assert!(sentence(&error).contains("ssm:GetParameter in us-west-2: AccessDeniedException"), "{error:#}");
    assert_eq!(scene.calls.all().len(), 1);
    let broken = (0..12).map(|_| status(500));
    let scene = Scene::new(broken.chain([value("x", "String")]));
    assert_eq!(scene.open(parameter(None)).await.unwrap().outcome, Outcome::Ready);
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_ends_the_wait() {
    let scene = Scene::new([status(503)]);
    let (gate, stop) = (gate(url()), Stop::default());
    let interrupt = async {
        tokio::time::sleep(Duration::from_secs(7)).await;
        stop.set();
    };
    let (ended, ()) = tokio::join!(gate.deploy(&scene, &stop), interrupt);
    assert_eq!(kind_of(&ended.err().unwrap()).exit_code(), 130);
    assert_eq!(scene.began.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_plan_looks_once_and_never_waits() {
    let scene = Scene::new([status(503)]);
    let forecast = gate(url()).plan(&scene, false).await.unwrap();
    assert_eq!(forecast.step, Planned::Wait);
    assert!(forecast.note.unwrap().ends_with("now: HTTP status 503"));
    let forecast = gate(url()).plan(&scene, true).await.unwrap();
    assert_eq!((forecast.step, scene.calls.all().len()), (Planned::Wait, 1));
    let scene = Scene::new([status(200)]);
    assert_eq!(gate(url()).plan(&scene, false).await.unwrap().step, Planned::Unchanged);
    assert_eq!(scene.began.elapsed(), Duration::ZERO);
    let unknown = Condition::Alarm(Input::Output { node: 0, output: "Alarm".to_owned() });
    let note = gate(unknown).plan(&scene, false).await.unwrap().note.unwrap();
    assert_eq!(note, "for an alarm that is known only after the deploy of what it needs");
}

#[tokio::test(start_paused = true)]
async fn only_https_and_this_machine_are_asked() {
    let scene = Scene::new([status(200)]);
    for wrong in
        ["http://example.com/", "ftp://example.com", "https://u:p@example.com/", "example.com", "https:///x"]
    {
        let error = scene.open(Condition::Url(text(wrong))).await.err().unwrap();
        assert_eq!(kind_of(&error).exit_code(), 2, "{wrong}");
    }
    assert!(scene.calls.all().is_empty());
    for right in ["http://127.0.0.1:8080/", "http://localhost", "https://example.com"] {
        scene.open(Condition::Url(text(right))).await.unwrap();
    }
}
