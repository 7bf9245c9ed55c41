//! A whole deploy at the scale of AWS: hundreds of stacks, each of which takes minutes.

use std::fmt::Write;
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use crate::aws::fake::held;
use crate::testing::Scene;
use crate::testing::graph::{Graph, Scale};

const STACKS: Scale = Scale { stacks: 200, layers: 8, seconds: 15.0..120.0 };

const TEMPLATE: &str = "
Parameters:
  First: {Type: String, Default: none}
  Second: {Type: String, Default: none}
Resources:
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Name: {Value: queue}
";

/// A project with a stack for each of the graph's.
fn project(graph: &Graph) -> String {
    let mut text = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\n\
                    systems:\n  mail:\n    stacks:\n"
        .to_owned();
    for (stack, needs) in graph.needs.iter().enumerate() {
        writeln!(text, "      s{stack}:\n        template: queue.yaml\n        region: home").unwrap();
        if !needs.is_empty() {
            text.push_str("        parameters:\n");
        }
        for (name, need) in ["First", "Second"].into_iter().zip(needs) {
            writeln!(text, "          {name}: {{output: mail-s{need}.Name}}").unwrap();
        }
    }
    text
}

/// The result of a deploy of a graph.
struct Deployed {
    wall: f64,
    /// How many requests read stacks.
    looks: usize,
    /// The time that all stacks have waited to be seen to be done.
    delay: f64,
}

async fn deploy(graph: &Graph) -> Deployed {
    let scene = Scene::of(&project(graph), TEMPLATE, Vec::new());
    let name = |stack| format!("mail-s{stack}-dev");
    held(&scene.stacks).each_takes = (0..).map(name).zip(graph.lengths.iter().copied()).collect();
    let began = Instant::now();
    let (report, error) = scene.deploy().await;
    assert!(error.is_none(), "{error:?}");
    let seconds: f64 = report.nodes.iter().map(|node| node.seconds).sum();
    let is_look = |name: &&String| ["DescribeStacks", "ListStacks"].contains(&name.as_str());
    Deployed {
        wall: began.elapsed().as_secs_f64(),
        looks: scene.calls.operations().iter().filter(is_look).count(),
        delay: seconds - graph.lengths.iter().sum::<Duration>().as_secs_f64(),
    }
}

/// `benches/pace.py` reads the lines that this prints.
#[tokio::test(start_paused = true)]
async fn stacks_of_minutes_are_looked_at_about_once_a_second_and_seen_to_be_done_within_one() {
    let (mut stacks, mut wall, mut looks, mut delay) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..3 {
        let seed = Uuid::new_v4().as_u64_pair().0;
        let graph = Graph::draw(seed, &STACKS);
        let deployed = deploy(&graph).await;
        let lengths: Vec<f64> = graph.lengths.iter().map(Duration::as_secs_f64).collect();
        let Deployed { wall: seconds, looks: count, delay: late } = deployed;
        let line = serde_json::json!({
            "seed": seed, "wall": seconds, "looks": count, "delay": late, "lengths": lengths, "needs": graph.needs,
        });
        println!("{line}");
        stacks += lengths.len() as f64;
        wall += seconds;
        looks += count as f64;
        delay += late;
    }
    assert!(delay / stacks <= 1.0, "{} s a stack", delay / stacks);
    assert!(looks / wall <= 1.2, "{looks} looks in {wall} s");
}
