//! Somebody who may do only what a policy allows.

use super::{Sandbox, tag};

impl Sandbox {
    /// From now on every command runs in the name of a user who holds this policy and nothing else. Means something on an
    /// emulator that checks permissions (`local up --auth`).
    pub fn become_holder_of(&self, policy: &str) {
        let aws = self.aws();
        let iam = |action: &str, fields: &[(&str, &str)]| {
            let (status, text) = aws.query("iam", "us-east-1", action, fields);
            assert_eq!(status, 200, "{action}: {text}");
            text
        };
        iam("CreateUser", &[("UserName", "deployer")]);
        // A user's own policy may have 2,048 characters, a managed one 6,144; blanks do not count.
        let made = iam("CreatePolicy", &[("PolicyName", "deploy"), ("PolicyDocument", policy)]);
        let arn = tag(&made, "Arn").unwrap();
        iam("AttachUserPolicy", &[("UserName", "deployer"), ("PolicyArn", arn)]);
        let key = iam("CreateAccessKey", &[("UserName", "deployer")]);
        self.unset("PROVISION_LOCAL");
        self.set("PROVISION_ENDPOINT_URL", format!("http://{}", aws.address()));
        self.set("AWS_ACCESS_KEY_ID", tag(&key, "AccessKeyId").unwrap());
        self.set("AWS_SECRET_ACCESS_KEY", tag(&key, "SecretAccessKey").unwrap());
    }
}
