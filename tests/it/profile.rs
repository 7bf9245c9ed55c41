//! Whose credentials are used.

use crate::harness::Sandbox;

const PROJECT: &str = "\
version: 1
default-stage: dev
regions: {home: us-west-2, workflow: us-east-1}
stages: {dev: {account: '222222222222'}}
systems:
  s:
    stacks:
      a: {template: topic.yaml, region: home}
";

#[test]
fn a_named_profile_is_not_overruled_by_keys_of_the_environment() {
    let sandbox = Sandbox::started();
    let endpoint = format!("http://{}", sandbox.aws().address());
    sandbox.unset("PROVISION_LOCAL");
    sandbox.set("PROVISION_ENDPOINT_URL", endpoint);
    sandbox
        .write("provision.yaml", PROJECT)
        .write("topic.yaml", "Resources: {Topic: {Type: AWS::SNS::Topic}}\n");
    sandbox.write("credentials", "[other]\naws_access_key_id = 222222222222\naws_secret_access_key = test\n");
    sandbox.set("AWS_SHARED_CREDENTIALS_FILE", sandbox.path("project/credentials"));
    // Twelve digits as a key mean that account here.
    sandbox.set("AWS_ACCESS_KEY_ID", "111111111111");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");

    sandbox.run("deploy").code(2).says("stage dev belongs to account 222222222222").says("111111111111");
    sandbox.run("deploy --profile other").ok().prints("s-a-dev");
    sandbox.run("deploy --profile nobody").code(2).says("nobody").never_mentions("already taken");
}
