//! What security groups let in and out.

use serde_json::Value;

use super::{Reader, Reported, Source};
use crate::access::policy::{each, texts};
use crate::access::ports::action;
use crate::access::statement::{Set, Statement};

/// Where a rule's peers are named.
const PEERS: [&str; 7] = [
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "SourcePrefixListId",
    "DestinationSecurityGroupId",
    "DestinationPrefixListId",
];
const SEPARATE_EGRESS: &str = "AWS::EC2::SecurityGroupEgress";

impl Reader<'_> {
    pub(super) fn security_group(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        match source.kind {
            "AWS::EC2::SecurityGroup" => self.group(source, &source.own()),
            "AWS::EC2::SecurityGroupIngress" => {
                for target in texts(&properties["GroupId"]).iter().chain(&texts(&properties["GroupName"])) {
                    self.add(source, "resource", target, rules("ingress", properties));
                }
            }
            SEPARATE_EGRESS => {
                for target in texts(&properties["GroupId"]) {
                    let rules = rules("egress", properties);
                    self.add_as(source, "resource", &target, Reported::UnlessNew, rules);
                }
            }
            _ => {}
        }
    }

    fn group(&mut self, source: &Source<'_>, own: &str) {
        self.add(source, "resource", own, rules("ingress", &source.properties["SecurityGroupIngress"]));
        let egress = &source.properties["SecurityGroupEgress"];
        self.add_as(source, "resource", own, Reported::UnlessNew, rules("egress", egress));
        if egress.is_null() && !self.has_separate_egress(own) {
            self.add_as(source, "resource", own, Reported::Never, vec![every_way_out()]);
        }
    }

    fn has_separate_egress(&self, group: &str) -> bool {
        let mut others = self.view.template.resources.values().filter(|one| one.kind == SEPARATE_EGRESS);
        let id = group.trim_start_matches("${").trim_end_matches('}');
        others.any(|one| one.properties["GroupId"].to_string().contains(id))
    }
}

/// What EC2 gives a group that is made without a rule for what is sent.
fn every_way_out() -> Statement {
    Statement {
        principals: Some(Set::of(["0.0.0.0/0", "::/0", "*"])),
        ..Statement::allow(action("egress", "-1", None))
    }
}

fn rules(direction: &str, rules: &Value) -> Vec<Statement> {
    each(rules, &|rules| match rules {
        Value::Array(items) => items.iter().flat_map(|item| self::rules(direction, item)).collect(),
        Value::Object(_) => vec![rule(direction, rules)],
        Value::Null => Vec::new(),
        other => texts(other).iter().map(|text| Statement::allow(text.as_str())).collect(),
    })
}

fn rule(direction: &str, rule: &Value) -> Statement {
    let text = |name: &str| texts(&rule[name]).pop();
    let protocol = text("IpProtocol").unwrap_or_else(|| "-1".to_owned());
    let ports = text("FromPort").zip(text("ToPort"));
    let ports = ports.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
    let peers = PEERS.into_iter().filter_map(text);
    Statement {
        principals: Some(Set::of(peers)),
        ..Statement::allow(action(direction, &protocol.to_lowercase(), ports))
    }
}
