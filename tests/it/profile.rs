//! Whose credentials are used, and why there are none.

use std::fs;

use crate::harness::{Proxy, Sandbox, Verdict, project, refusal};

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
    sandbox.write(
        "credentials",
        &"[other]\naws_access_key_id = 222222222222\naws_secret_access_key = SECRET\n"
            .replace("SECRET", &sandbox.secret()),
    );
    sandbox.set("AWS_SHARED_CREDENTIALS_FILE", sandbox.path("project/credentials"));
    // Twelve digits as a key mean that account here.
    sandbox.set("AWS_ACCESS_KEY_ID", "111111111111");
    sandbox.set("AWS_SECRET_ACCESS_KEY", sandbox.secret());

    sandbox.run("deploy").code(2).says("stage dev belongs to account 222222222222").says("111111111111");
    sandbox.run("deploy --profile other").ok().prints("s-a-dev");
    sandbox.run("deploy --profile zoe").code(2).says("zoe").never_mentions("already taken");
}

/// Profiles of every kind, none of which gives credentials. What starts with `z` or `a` shows that lists are sorted.
const BROKEN: &str = "\
[profile zebra]
region = us-west-2
[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
[sso-session corp]
sso_start_url = https://example.com/start
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::123456789012:user/me
[profile tool]
credential_process = sh -c 'echo opening the vault >&2; echo the token has expired >&2; exit 3'
[profile talker]
credential_process = echo hello
[profile half]
role_arn = arn:aws:iam::123456789012:role/half
source_profile = nowhere
[profile guarded]
role_arn = arn:aws:iam::123456789012:role/guarded
source_profile = tool
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile coded]
role_arn = arn:aws:iam::123456789012:role/guarded
source_profile = keys
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = s
[profile alpha]
region = us-west-2
";

/// A home with these profiles, and no AWS that answers.
fn with_profiles(config: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    project::write(&sandbox, "      a: {template: topic.yaml, region: home}\n");
    fs::create_dir(sandbox.path("home/.aws")).unwrap();
    fs::write(sandbox.path("home/.aws/config"), config).unwrap();
    sandbox.set("PROVISION_ENDPOINT_URL", "http://127.0.0.1:9");
    sandbox
}

#[test]
fn a_source_that_gives_no_credentials_is_named_with_its_cause_and_the_way_out() {
    let sandbox = with_profiles(BROKEN);
    for (profile, cause, hint) in [
        ("corp", "profile corp was never logged in to single sign-on", "hint: aws sso login --profile corp"),
        (
            "console",
            "profile console was never logged in on this machine",
            "hint: aws login --profile console",
        ),
        (
            "tool",
            "credential_process of profile tool ended with exit status 3: the token has expired",
            "hint: run it by hand",
        ),
        ("talker", "credential_process of profile talker printed no credentials: ", "hint: run it by hand"),
        ("half", "profile half: profile `nowhere` was not defined", "hint: check profile half"),
        ("guarded", "credential_process of profile tool ended with exit status 3", "hint: run it by hand"),
        ("coded", "MFA code for arn:aws:iam::123456789012:mfa/me", "hint: run the command on a terminal"),
        ("alpha", "profile alpha holds no credentials", "hint: aws configure --profile alpha"),
        (
            "none",
            "no profile 'none'",
            "alpha, coded, console, corp, guarded, half, keys, talker, tool, zebra;",
        ),
    ] {
        let output = sandbox.run(&format!("status --profile {profile}")).code(2);
        output.says(cause).says(hint).never_mentions("opening the vault");
    }
    sandbox.run("status").code(2).says("no AWS credentials were found").says("hint: set AWS credentials");
    sandbox
        .command("status")
        .env("AWS_ACCESS_KEY_ID", "AKIA")
        .run()
        .code(2)
        .says("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
        .says("hint: set both or neither");
    // A profile that the environment names is not passed over for another source either.
    sandbox.set("AWS_PROFILE", "corp");
    sandbox.run("status").code(2).says("was never logged in to single sign-on");
}

#[test]
fn an_expired_session_is_distinguished_from_a_missing_one() {
    let sandbox = with_profiles(BROKEN);
    let cache = sandbox.path("home/.aws/sso/cache");
    fs::create_dir_all(&cache).unwrap();
    // Named after the SHA-1 of the session's name.
    let token = r#"{"accessToken": "t", "expiresAt": "2020-01-01T00:00:00Z"}"#;
    fs::write(cache.join("ee0bfd2552fbd840c02cc48b6e823320543c450f.json"), token).unwrap();
    sandbox
        .run("status --profile corp")
        .code(2)
        .says("single sign-on of profile corp: the SSO token has expired and cannot be refreshed")
        .says("hint: aws sso login --profile corp");
}

/// A project on the emulator behind a proxy, whose credentials come from these profiles alone; `SECRET` in them becomes that of
/// the emulator's key.
fn behind_proxy(config: &str) -> (Sandbox, Proxy) {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: topic.yaml, region: home}\n");
    let proxy = sandbox.behind_proxy();
    sandbox.unset("AWS_ACCESS_KEY_ID");
    sandbox.unset("AWS_SECRET_ACCESS_KEY");
    // What the SDK itself reads, for the calls of its profiles.
    sandbox.set("AWS_ENDPOINT_URL", proxy.endpoint());
    fs::create_dir(sandbox.path("home/.aws")).unwrap();
    fs::write(sandbox.path("home/.aws/config"), config.replace("SECRET", &sandbox.secret())).unwrap();
    (sandbox, proxy)
}

const WORKING: &str = "\
[profile tool]
credential_process = echo '{\"Version\": 1, \"AccessKeyId\": \"111111111111\", \"SecretAccessKey\": \"SECRET\"}'
[profile role]
role_arn = arn:aws:iam::222222222222:role/deploy
source_profile = tool
";

#[test]
fn commands_name_the_account_the_identity_and_where_the_credentials_came_from() {
    let (sandbox, _proxy) = behind_proxy(WORKING);
    sandbox.set("AWS_PROFILE", "tool");
    let words = "identity: account 111111111111, arn:aws:iam::111111111111:root, by profile tool (credential_process)";
    for command in ["deploy", "plan", "status", "teardown --confirm s"] {
        let output = sandbox.run(command).ok();
        if command == "status" {
            let identity = "arn:aws:iam::111111111111:root, by profile tool (credential_process)";
            output.prints("Account   111111111111 at ").prints(identity);
        } else {
            output.says(words);
        }
        let events = sandbox.run(&format!("{command} --output json"));
        let report = events.stdout.lines().last().unwrap().to_owned();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        if command != "plan" {
            assert_eq!(report["identity"]["account"], "111111111111", "{command}");
            assert_eq!(report["identity"]["arn"], "arn:aws:iam::111111111111:root");
            assert_eq!(report["identity"]["credentials"], "profile tool (credential_process)");
        }
    }
    sandbox.run("doctor").ok().prints("by profile tool (credential_process)");
    sandbox.set("AWS_ACCESS_KEY_ID", "333333333333");
    sandbox.set("AWS_SECRET_ACCESS_KEY", sandbox.secret());
    sandbox.run("status").ok().prints("333333333333").prints("by environment (AWS_ACCESS_KEY_ID)");
    sandbox.run("status --profile role").ok().prints(
        "by profile role (credential_process of profile tool, then role arn:aws:iam::222222222222:role/deploy)",
    );
}

/// The configuration of a profile that signs on, and one that has logged in.
const SESSIONS: &str = "\
[profile corp]
sso_session = corp
sso_account_id = 444444444444
sso_role_name = Dev
[sso-session corp]
sso_start_url = https://example.com/start
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::123456789012:user/me
";

#[test]
fn sessions_of_single_sign_on_and_of_aws_login_are_used() {
    let (sandbox, proxy) = behind_proxy(SESSIONS);
    let (sso, login) = (sandbox.path("home/.aws/sso/cache"), sandbox.path("home/.aws/login/cache"));
    for folder in [&sso, &login] {
        fs::create_dir_all(folder).unwrap();
    }
    // The files are named after hashes of the names of the sessions.
    let token = r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}"#;
    fs::write(sso.join("ee0bfd2552fbd840c02cc48b6e823320543c450f.json"), token).unwrap();
    let keys = r#"{"accessKeyId": "555555555555", "secretAccessKey": "SECRET", "sessionToken": "t", "accountId": "555555555555", "expiresAt": "2099-01-01T00:00:00Z"}"#;
    let keys = keys.replace("SECRET", &sandbox.secret());
    let token = format!(r#"{{"accessToken": {keys}, "refreshToken": "r", "clientId": "c", "dpopKey": "k"}}"#);
    let name = "286187707741fc2ccb93cf9e56dbd0ee0a16208feed5fbc8ae1baa86d44c283f.json";
    fs::write(login.join(name), token).unwrap();
    sandbox
        .run("status --profile console")
        .ok()
        .prints("Account   555555555555")
        .prints("by profile console (login session)");

    let secret = sandbox.secret();
    let answers = |status: u16, body: &'static str| {
        let body = body.replace("SECRET", &secret);
        move |call: &crate::harness::Call| match call.action.starts_with("GET /federation/credentials") {
            true => Verdict::Answer(status, body.clone()),
            false => Verdict::Forward,
        }
    };
    proxy.rule(answers(
        200,
        r#"{"roleCredentials": {"accessKeyId": "444444444444", "secretAccessKey": "SECRET", "sessionToken": "t", "expiration": 4070908800000}}"#,
    ));
    sandbox
        .run("status --profile corp")
        .ok()
        .prints("Account   444444444444")
        .prints("by profile corp (single sign-on)");
    // The portal may have ended a session whose token looks good.
    proxy.rule(answers(
        401,
        r#"{"__type": "UnauthorizedException", "message": "Session token not found or invalid"}"#,
    ));
    sandbox
        .run("status --profile corp")
        .code(2)
        .says("single sign-on of profile corp: ")
        .says("Session token not found or invalid")
        .says("hint: aws sso login --profile corp");
}

#[test]
fn a_refused_role_is_explained_in_the_words_of_sts() {
    let (sandbox, proxy) = behind_proxy(WORKING);
    let message = "User: arn:aws:iam::111111111111:root is not authorized to perform: sts:AssumeRole on resource: \
                   arn:aws:iam::222222222222:role/deploy";
    proxy.rule(move |call| match call.action.as_str() {
        "AssumeRole" => refusal(call, 403, "AccessDenied", message),
        _ => Verdict::Forward,
    });
    let refused = sandbox.run("status --profile role").code(2);
    refused.says(&format!("sts:AssumeRole: AccessDenied: {message}")).says("hint: the role's trust policy");

    let stage = "  dev: {assume-role: 'arn:aws:iam::222222222222:role/deploy', external-id: team-7}";
    let file = fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("  dev: {}", stage));
    sandbox
        .run("status --profile tool")
        .code(2)
        .says(&format!("role arn:aws:iam::222222222222:role/deploy could not be assumed: sts:AssumeRole: AccessDenied: {message}"));
    // Where the credentials for the role are missing, those are the cause.
    fs::write(sandbox.path("home/.aws/config"), "[profile tool]\ncredential_process = exit 4\n").unwrap();
    sandbox
        .run("status --profile tool")
        .code(2)
        .says("credential_process of profile tool ended with exit status 4");
}

#[test]
fn a_stage_in_another_account_is_reached_by_its_role() {
    let (sandbox, proxy) = behind_proxy(WORKING);
    let stage = "  prod: {account: '222222222222', assume-role: 'arn:aws:iam::222222222222:role/deploy', external-id: team-7}";
    let file = fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("  prod: {protected: true}", stage));
    sandbox.set("AWS_PROFILE", "tool");
    sandbox.run("deploy").ok().says("identity: account 111111111111");
    proxy.take_calls();
    sandbox
        .run("deploy --stage prod -p s-a.Name=prod")
        .ok()
        .says("identity: account 222222222222, arn:aws:sts::222222222222:assumed-role/deploy/provision")
        .says("by profile tool (credential_process), then role arn:aws:iam::222222222222:role/deploy");
    let calls = proxy.take_calls();
    let assumed: Vec<_> = calls.iter().filter(|call| call.action == "AssumeRole").collect();
    assert_eq!(assumed.len(), 1);
    assert!(assumed[0].body.contains("ExternalId=team-7"), "{}", assumed[0].body);
    assert_eq!(assumed[0].region, "us-west-2");
    // Under --local there is one account.
    sandbox.unset("PROVISION_ENDPOINT_URL");
    sandbox.run("status --stage dev --local").ok().never_mentions("Identity");
}

#[test]
fn a_clock_that_is_off_is_named_with_by_how_much() {
    let (sandbox, proxy) = behind_proxy(WORKING);
    for (code, message) in [
        ("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than 20260101T002000Z"),
        ("InvalidClientTokenId", "The security token included in the request is invalid"),
    ] {
        proxy.rule(move |call| {
            let Verdict::Answer(status, body) = refusal(call, 403, code, message) else { unreachable!() };
            Verdict::Dated(status, "Mon, 01 Jan 2001 00:00:00 GMT".to_owned(), body)
        });
        let output = sandbox.run("status --profile tool").code(2);
        output
            .says(message)
            .says("this machine's clock is ")
            .says(" ahead of AWS's")
            .says("hint: set the clock");
    }
}
