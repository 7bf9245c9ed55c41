//! What is shared by resources of their own.

use super::{asks, lines, one_way};

/// A template with this resource.
fn template(resource: &str) -> String {
    format!("Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: g{{egress}}}}}}\n  X: {{Type: {resource}}}\n").replace("{egress}", "")
}

#[test]
fn permissions_that_are_resources_are_compared() {
    for (resource, narrow, wide) in [
        (
            "AWS::Events::EventBusPolicy, Properties: {StatementId: s, Action: 'events:PutEvents', Principal: VALUE}",
            "'123456789012'",
            "'*'",
        ),
        (
            "AWS::Events::EventBusPolicy, Properties: {StatementId: s, Action: 'events:PutEvents', Principal: '*', VALUE: {Type: StringEquals, Key: 'aws:PrincipalOrgID', Value: o-1}}",
            "Condition",
            "Other",
        ),
        (
            "AWS::EC2::VPCEndpointServicePermissions, Properties: {ServiceId: s, AllowedPrincipals: [VALUE]}",
            "a",
            "a, b",
        ),
        (
            "AWS::RAM::ResourceShare, Properties: {Name: n, ResourceArns: [r], Principals: [VALUE]}",
            "a",
            "a, b",
        ),
        (
            "AWS::LakeFormation::PrincipalPermissions, Properties: {Principal: {DataLakePrincipalIdentifier: p}, Resource: {Table: {Name: t}}, Permissions: [VALUE], PermissionsWithGrantOption: []}",
            "SELECT",
            "SELECT, DROP",
        ),
        (
            "AWS::Signer::ProfilePermission, Properties: {ProfileName: p, Action: 'signer:StartSigningJob', Principal: VALUE}",
            "'1'",
            "'*'",
        ),
        (
            "AWS::EKS::AccessEntry, Properties: {ClusterName: c, PrincipalArn: p, KubernetesGroups: [VALUE]}",
            "readers",
            "readers, writers",
        ),
        ("AWS::Cognito::IdentityPool, Properties: {AllowUnauthenticatedIdentities: VALUE}", "false", "true"),
        (
            "AWS::Cognito::UserPool, Properties: {AdminCreateUserConfig: {AllowAdminCreateUserOnly: VALUE}}",
            "true",
            "false",
        ),
        ("AWS::RDS::DBInstance, Properties: {PubliclyAccessible: VALUE}", "false", "true"),
        (
            "AWS::OpenSearchServerless::AccessPolicy, Properties: {Type: data, Name: n, Policy: '[{\"Rules\":[{\"ResourceType\":\"collection\",\"Resource\":[\"collection/c\"],\"Permission\":[\"VALUE\"]}],\"Principal\":[\"p\"]}]'}",
            "aoss:DescribeCollectionItems",
            "aoss:*",
        ),
        (
            "AWS::OpenSearchServerless::SecurityPolicy, Properties: {Type: network, Name: n, Policy: '[{\"Rules\":[{\"ResourceType\":\"collection\",\"Resource\":[\"collection/c\"]}],\"AllowFromPublic\":VALUE,\"SourceVPCEs\":[\"v\"]}]'}",
            "false",
            "true",
        ),
    ] {
        let with = |value: &str| template(&resource.replace("VALUE", value));
        one_way(&with(narrow), &with(wide), "X Widened");
    }
}

#[test]
fn what_a_security_group_lets_out_is_compared_with_all_that_one_without_rules_does() {
    let group = |egress: &str| {
        format!(
            "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: g{egress}}}}}\n"
        )
    };
    let rule = |address: &str| {
        group(&format!(
            ", SecurityGroupEgress: [{{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: {address}}}]"
        ))
    };
    one_way(&rule("10.1.0.0/16"), &rule("10.0.0.0/8"), "G Widened");
    assert_eq!(lines(&group(""), &rule("10.0.0.0/8")), Vec::<String>::new());
    // EC2 adds the rule for all only to a new group.
    assert_eq!(lines(&rule("10.0.0.0/8"), &group("")), Vec::<String>::new());
    let nothing = "Resources: {Q: {Type: AWS::SQS::Queue}}\n";
    assert_eq!(asks(nothing, &rule("0.0.0.0/0")), Vec::<String>::new());
    let separate = |port: &str| {
        format!(
            "{}  X: {{Type: AWS::EC2::SecurityGroupEgress, Properties: {{GroupId: !GetAtt G.GroupId, IpProtocol: '6', FromPort: {port}, ToPort: 443, CidrIp: 10.0.0.0/8}}}}\n",
            group("")
        )
    };
    one_way(&separate("443"), &separate("80"), "X Widened");
}
