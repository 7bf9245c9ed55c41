use super::*;
use crate::aws::fake::held;
use crate::testing::Scene;

const TWO: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
tags: {team: mail}
systems:
  mail:
    stacks:
      queue: {template: queue.yaml, region: home}
      worker:
        template: queue.yaml
        region: home
        parameters: {Source: {output: mail-queue.Arn}, Pin: hunter2}
";

const TEMPLATE: &str = "Parameters:
  Source: {Type: String, Default: none}
  Pin: {Type: String, NoEcho: true, Default: x}
Resources:
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Arn: {Value: !GetAtt Queue.Arn}
";

#[tokio::test(start_paused = true)]
async fn what_is_shown_is_what_a_deploy_sends_and_nothing_is_changed() {
    let scene = Scene::of(TWO, TEMPLATE, Vec::new());
    let before = scene.sent("mail-queue").await;
    assert_eq!(held(&scene.stacks).status("mail-queue-dev"), None);
    scene.deploy().await;
    let created =
        scene.calls.of("CreateStack").into_iter().find(|call| call.get("StackName") == "mail-queue-dev");
    assert_eq!(before.template, created.unwrap().get("TemplateBody"));
    assert!(before.template.contains("ProvisionFingerprint"), "{}", before.template);
    assert_eq!(before.tags["team"], "mail");
}

#[tokio::test(start_paused = true)]
async fn a_missing_output_is_named_and_a_secret_is_concealed() {
    let scene = Scene::of(TWO, TEMPLATE, Vec::new());
    let sent = scene.sent("mail-worker").await;
    assert_eq!(sent.missing, ["mail-queue.Arn"]);
    assert_eq!(sent.parameters, BTreeMap::from([("Pin".to_owned(), CONCEALED.to_owned())]));
    assert!(!sent.template.contains("hunter2"), "{}", sent.template);
}
