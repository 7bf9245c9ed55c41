//! Rules of security groups expressed as statements: an action is a direction and a protocol with its ports, a principal a range
//! of addresses.

use std::net::IpAddr;

/// Protocols by their numbers.
const PROTOCOLS: [(&str, &str); 4] = [("1", "icmp"), ("6", "tcp"), ("17", "udp"), ("58", "icmpv6")];

/// The action of a rule. `-1` stands for all protocols, and has all ports.
pub fn action(direction: &str, protocol: &str, ports: Option<(&str, &str)>) -> String {
    let name = PROTOCOLS.iter().find(|(number, _)| *number == protocol).map_or(protocol, |(_, name)| name);
    match ports {
        _ if protocol == "-1" => format!("{direction} *"),
        Some((from, to)) => format!("{direction} {name} {from}-{to}"),
        None => format!("{direction} {name} *"),
    }
}

/// Whether an action is what a security group lets out, which nearly every group does to everywhere.
pub fn is_egress(action: &str) -> bool {
    action.starts_with("egress ")
}

/// Whether a rule's ports are within another's of the same direction and protocol.
pub fn has_ports(whole: &str, part: &str) -> bool {
    let range = |action: &str| -> Option<(String, i64, i64)> {
        let rule = action.strip_prefix("ingress ").or_else(|| action.strip_prefix("egress "))?;
        let (from, to) = rule.split_once(' ')?.1.rsplit_once('-')?;
        let head = action.strip_suffix(&format!(" {from}-{to}"))?;
        Some((head.to_owned(), from.parse().ok()?, to.parse().ok()?))
    };
    match (range(whole), range(part)) {
        (Some((rule, from, to)), Some((other, first, last))) => rule == other && from <= first && last <= to,
        _ => false,
    }
}

/// Whether a range of addresses is within another.
pub fn is_within(whole: &str, part: &str) -> bool {
    let (Some((whole, length)), Some((part, narrower))) = (range(whole), range(part)) else { return false };
    let (whole, part, width) = match (whole, part) {
        (IpAddr::V4(whole), IpAddr::V4(part)) => {
            (u128::from(whole.to_bits()), u128::from(part.to_bits()), 32)
        }
        (IpAddr::V6(whole), IpAddr::V6(part)) => (whole.to_bits(), part.to_bits(), 128),
        _ => return false,
    };
    let network = |address: u128| address.checked_shr(width - length).unwrap_or(0);
    length <= narrower && length <= width && network(whole) == network(part)
}

fn range(text: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = text.split_once('/')?;
    Some((address.parse().ok()?, length.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_addresses_and_ports_are_compared() {
        assert!(is_within("0.0.0.0/0", "10.0.0.0/8") && is_within("10.0.0.0/8", "10.1.0.0/16"));
        assert!(!is_within("10.1.0.0/16", "10.0.0.0/8") && !is_within("10.0.0.0/8", "11.0.0.0/8"));
        assert!(is_within("::/0", "fd00::/8") && !is_within("::/0", "10.0.0.0/8"));
        let ports = |from, to| action("ingress", "tcp", Some((from, to)));
        assert!(has_ports(&ports("0", "1024"), &ports("80", "443")));
        assert!(!has_ports(&ports("80", "443"), &ports("80", "444")));
        assert!(!has_ports(&ports("80", "443"), &action("ingress", "udp", Some(("80", "443")))));
        assert!(!has_ports(&ports("80", "443"), &action("egress", "tcp", Some(("80", "443")))));
        assert!(has_ports(&ports("80", "443"), &action("ingress", "6", Some(("80", "443")))));
    }
}
