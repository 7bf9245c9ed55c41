//! As what code runs.

use super::{asks, changes, lines, one_way};

/// Two roles, of which the second may do more, and a resource.
fn template(resource: &str) -> String {
    let role = |id: &str, action: &str| {
        format!(
            "  {id}: {{Type: AWS::IAM::Role, Properties: {{RoleName: {id}-name, AssumeRolePolicyDocument: {{Statement: []}}, Policies: [{{PolicyName: p, PolicyDocument: {{Statement: [{{Effect: Allow, Action: '{action}', Resource: '*'}}]}}}}]}}}}\n"
        )
    };
    format!("Resources:\n{}{}  X: {{{resource}}}\n", role("Small", "s3:GetObject"), role("Large", "s3:*"))
}

#[test]
fn a_role_that_may_do_more_asks_wherever_it_is_named() {
    for resource in [
        "Type: AWS::Lambda::Function, Properties: {Role: ROLE}",
        "Type: AWS::Serverless::Function, Properties: {Role: ROLE}",
        "Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: ROLE}",
        "Type: AWS::Pipes::Pipe, Properties: {RoleArn: ROLE, Source: a, Target: b}",
        "Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: b, RoleArn: ROLE}]}",
        "Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: a, RoleArn: ROLE}}",
        "Type: AWS::IAM::InstanceProfile, Properties: {Roles: [ROLE]}",
        "Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: ROLE}",
        "Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: ROLE}",
        "Type: AWS::CodeBuild::Project, Properties: {ServiceRole: ROLE}",
        "Type: AWS::ApiGateway::Method, Properties: {RestApiId: a, ResourceId: b, HttpMethod: GET, AuthorizationType: AWS_IAM, Integration: {Credentials: ROLE}}",
        "Type: AWS::ApiGatewayV2::Integration, Properties: {CredentialsArn: ROLE}",
        "Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: {Roles: {unauthenticated: ROLE}}",
    ] {
        let with = |role: &str| template(&resource.replace("ROLE", role));
        one_way(&with("!GetAtt Small.Arn"), &with("!GetAtt Large.Arn"), "X Widened");
        let arn = |name: &str| with(&format!("!Sub 'arn:aws:iam::${{AWS::AccountId}}:role/{name}'"));
        assert_eq!(lines(&with("!Ref Small"), &arn("Small-name")), Vec::<String>::new());
        // What a role of elsewhere may do is not known.
        assert_eq!(asks(&arn("one"), &arn("other")), ["X Widened"]);
        assert_eq!(asks(&with("!Ref Small"), &arn("other")), ["X Widened"]);
        assert_eq!(asks(&arn("one"), &with("!Ref Small")), ["X Widened"]);
        // One that is new is shown, if the template does not show what its role may do.
        let nothing = with("!Ref Small").replace("  X:", "  Y:");
        let new = arn("other").replace("  Y:", "  X:");
        assert_eq!(asks(&nothing, &new), Vec::<String>::new());
        assert!(lines(&nothing, &new).contains(&"X New, does not ask".to_owned()), "{resource}");
    }
}

#[test]
fn the_change_shows_the_old_role_and_the_new_one() {
    let with = |role: &str| template(&format!("Type: AWS::Lambda::Function, Properties: {{Role: {role}}}"));
    let found = changes(Some(&with("!GetAtt Small.Arn")), &with("arn:aws:iam::1:role/admin"));
    assert_eq!(
        found[0].words(),
        "Allow sts:AssumeRole (Role) on ${Small} → Allow sts:AssumeRole (Role) on arn:aws:iam::1:role/admin"
    );
}

#[test]
fn a_task_that_gets_the_role_of_its_agent_asks() {
    let with = |task: &str| {
        template(&format!(
            "Type: AWS::ECS::TaskDefinition, Properties: {{ExecutionRoleArn: !Ref Large, TaskRoleArn: !Ref {task}}}"
        ))
    };
    one_way(&with("Small"), &with("Large"), "X Widened");
}

#[test]
fn a_function_of_sam_without_a_role_has_its_own() {
    let own = |action: &str| {
        template(&format!(
            "Type: AWS::Serverless::Function, Properties: {{Policies: [{{Statement: [{{Effect: Allow, Action: '{action}', Resource: '*'}}]}}]}}"
        ))
    };
    let role = |name: &str| {
        template(&format!("Type: AWS::Serverless::Function, Properties: {{Role: !GetAtt {name}.Arn}}"))
    };
    assert_eq!(asks(&own("s3:Get*"), &role("Small")), Vec::<String>::new());
    assert_eq!(asks(&own("s3:Get*"), &role("Large")), ["X Widened"]);
    assert_eq!(asks(&role("Small"), &own("s3:GetObject")), Vec::<String>::new());
    assert_eq!(asks(&role("Small"), &own("s3:Get*")), ["X Widened"]);
    // The property has another name in SAM.
    let one = template("Type: AWS::Serverless::StateMachine, Properties: {Role: !GetAtt Small.Arn}");
    let other = template("Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt Small.Arn}");
    assert_eq!(lines(&one, &other), Vec::<String>::new());
}

#[test]
fn what_is_called_role_in_free_values_is_none() {
    for resource in [
        "Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {TaskRole: VALUE}}}",
        "Type: AWS::CloudFormation::CustomResource, Properties: {RoleArn: VALUE}",
        "Type: 'Custom::Thing', Properties: {RoleArn: VALUE}",
        "Type: AWS::QuickSight::Analysis, Properties: {Definition: {ColumnConfigurations: [{Role: VALUE}]}}",
    ] {
        let with = |value: &str| template(&resource.replace("VALUE", value));
        assert_eq!(lines(&with("one"), &with("two")), Vec::<String>::new());
    }
}
