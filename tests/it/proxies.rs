//! The variables by which the AWS CLI reaches AWS mean the same here: proxies, authorities, FIPS and dual-stack endpoints.

use crate::harness::{ForwardProxy, Sandbox, Server, project};

/// A project on AWS itself, with credentials that are good for nothing and every variable for proxies unset.
fn on_aws() -> Sandbox {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"] {
        sandbox.unset(name);
        sandbox.unset(&name.to_ascii_lowercase());
    }
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    sandbox
}

const STACKS: [&str; 2] = [
    "CONNECT cloudformation.us-east-1.amazonaws.com:443 HTTP/1.1",
    "CONNECT cloudformation.us-west-2.amazonaws.com:443 HTTP/1.1",
];

/// What the proxy was asked for, but for the question whose credentials these are, which may come too late to be asked.
fn taken(proxy: &ForwardProxy) -> Vec<String> {
    proxy.take().into_iter().filter(|line| !line.starts_with("CONNECT sts")).collect()
}

#[test]
fn aws_is_reached_through_the_proxy_for_https() {
    for name in ["HTTPS_PROXY", "https_proxy"] {
        let (sandbox, proxy) = (on_aws(), ForwardProxy::start());
        sandbox.set(name, format!("http://{}", proxy.address()));
        let output = sandbox.run("status").code(1);
        let output = output.says(&format!("the proxy {}", proxy.address())).says("cloudformation.us-");
        output.says("cloudformation:DescribeStacks in us-");
        let seen = taken(&proxy);
        assert!(!seen.is_empty() && seen.iter().all(|line| STACKS.contains(&line.as_str())), "{seen:?}");
    }
}

#[test]
fn the_lower_case_name_counts_first_and_may_take_the_other_back() {
    let (sandbox, proxy, other) = (on_aws(), ForwardProxy::start(), ForwardProxy::start());
    sandbox.set("HTTPS_PROXY", format!("http://{}", other.address()));
    sandbox.set("https_proxy", proxy.address());
    sandbox.run("status --region us-west-2").code(1);
    assert_eq!((taken(&proxy), taken(&other)), (vec![STACKS[1].to_owned()], Vec::new()));
    // Nothing is on the way to this machine's port 1.
    sandbox.set("https_proxy", "");
    sandbox.run("status --region us-west-2 --endpoint-url https://127.0.0.1:1").code(1).says("refused");
    assert_eq!(other.take(), Vec::<String>::new());
}

#[test]
fn a_proxy_with_a_password_gets_it_and_no_message_shows_it() {
    let (sandbox, proxy) = (on_aws(), ForwardProxy::start());
    sandbox.set("HTTPS_PROXY", format!("http://ada:pass%20word@{}", proxy.address()));
    sandbox.run("status --region us-west-2").code(1).never_mentions("pass");
    assert_eq!(taken(&proxy), [format!("{} Basic YWRhOnBhc3Mgd29yZA==", STACKS[1])]);
}

#[test]
fn hosts_of_no_proxy_are_reached_directly() {
    let (sandbox, proxy) = (on_aws(), ForwardProxy::start());
    sandbox.set("HTTPS_PROXY", format!("http://{}", proxy.address()));
    for (name, value) in [("NO_PROXY", "example.com, .invalid"), ("no_proxy", "*")] {
        sandbox.set(name, value);
        // The name is one that no resolver knows, so it matters who is asked.
        let words = "status --region us-west-2 --endpoint-url https://aws.invalid";
        sandbox.run(words).code(1).says("no address is known for the host aws.invalid");
        assert_eq!(proxy.take(), Vec::<String>::new(), "{name}");
        sandbox.unset(name);
    }
    sandbox.set("NO_PROXY", "valid");
    sandbox.run("status --region us-west-2 --endpoint-url https://aws.invalid").code(1);
    assert_eq!(proxy.take(), ["CONNECT aws.invalid:443 HTTP/1.1"]);
}

#[test]
fn plain_addresses_have_a_proxy_of_their_own_and_this_machine_has_none() {
    let (sandbox, proxy) = (on_aws(), ForwardProxy::start());
    sandbox.set("HTTP_PROXY", format!("http://{}", proxy.address()));
    sandbox.run("status --region us-west-2 --endpoint-url http://aws.invalid:4566").code(1);
    assert_eq!(proxy.take(), ["POST http://aws.invalid:4566/ HTTP/1.1"]);
    sandbox.set("HTTPS_PROXY", format!("http://{}", proxy.address()));
    let hosts = ["127.0.0.1", "localhost", "[::1]"];
    let places = hosts.into_iter().flat_map(|host| [("http", host), ("https", host)]);
    // All at once, because each tries for some seconds.
    let running: Vec<_> = places
        .map(|(scheme, host)| {
            let words = format!("status --region us-west-2 --endpoint-url {scheme}://{host}:1");
            (host, sandbox.start(&words))
        })
        .collect();
    for (host, running) in running {
        running.end().code(1).says(&format!("{host}:1 refused the connection"));
    }
    assert_eq!(proxy.take(), Vec::<String>::new());
}

#[test]
fn fips_and_dual_stack_choose_the_endpoint() {
    let (sandbox, proxy) = (on_aws(), ForwardProxy::start());
    sandbox.set("HTTPS_PROXY", format!("http://{}", proxy.address()));
    for (name, host) in [
        ("AWS_USE_FIPS_ENDPOINT", "cloudformation-fips.us-west-2.amazonaws.com"),
        ("AWS_USE_DUALSTACK_ENDPOINT", "cloudformation.us-west-2.api.aws"),
    ] {
        sandbox.set(name, "true");
        sandbox.run("status --region us-west-2").code(1).says(host);
        assert_eq!(taken(&proxy), [format!("CONNECT {host}:443 HTTP/1.1")]);
        sandbox.set(name, "false");
    }
    sandbox.run("status --region us-west-2").code(1);
    assert_eq!(taken(&proxy), [STACKS[1]]);
}

#[test]
fn neither_is_for_the_emulator() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let proxy = ForwardProxy::start();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
        sandbox.set(name, format!("http://{}", proxy.address()));
    }
    sandbox.unset("NO_PROXY");
    sandbox.unset("no_proxy");
    sandbox.set("AWS_USE_FIPS_ENDPOINT", "true");
    sandbox.set("AWS_USE_DUALSTACK_ENDPOINT", "true");
    sandbox.run("deploy").ok();
    assert_eq!(proxy.take(), Vec::<String>::new());
}

#[test]
fn the_bundle_says_whom_to_trust() {
    let sandbox = on_aws();
    let server = Server::secure(
        "HTTP/1.1 400 Bad Request\r\ncontent-type: text/xml\r\n\r\n<ErrorResponse><Error><Code>Reached</Code><Message>over TLS\
         </Message></Error></ErrorResponse>",
    );
    let words = format!("status --region us-west-2 --endpoint-url https://{}", server.address());
    let output = sandbox.run(&words).code(1).says(&format!("{}: invalid peer certificate", server.address()));
    output.says("AWS_CA_BUNDLE names a file of authorities to trust");
    sandbox.set("AWS_CA_BUNDLE", Server::authority());
    sandbox.run(&words).code(1).says("Reached: over TLS");
}

#[test]
fn a_proxy_and_a_bundle_that_are_none_are_named() {
    let sandbox = on_aws();
    sandbox.set("HTTPS_PROXY", "http://ada:secret@");
    let output = sandbox.run("status").code(2);
    output.says("HTTPS_PROXY is not the address of a proxy").never_mentions("secret");
    sandbox.unset("HTTPS_PROXY");
    sandbox.set("AWS_CA_BUNDLE", "/nowhere/authorities.pem");
    sandbox.run("status").code(2).says("cannot read AWS_CA_BUNDLE /nowhere/authorities.pem");
}
