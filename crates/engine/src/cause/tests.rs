use super::*;
use crate::aws::Region;
use crate::failure::Failure;

fn cause(reason: &str) -> Cause {
    let failed = StackFailed {
        stack: "s".to_owned(),
        region: Region::new("us-west-2"),
        status: "ROLLBACK_COMPLETE".to_owned(),
        resource: Some("R (AWS::SNS::Topic)".to_owned()),
        reason: reason.to_owned(),
    };
    Cause::of(&failed.into())
}

/// Reasons as CloudFormation gave them, from public issue reports.
#[test]
fn a_reason_from_aws_leads_to_the_remedy_of_its_cause() {
    let permission = |action: &str| Known::NotAuthorized(Some(action.to_owned()));
    let reasons = [
        (
            "Resource handler returned message: \"Resource of type 'AWS::SES::EmailIdentity' with identifier 'x.social' already \
             exists.\" (RequestToken: b4171337-8e59-b080-5f57-9b5605e10fce, HandlerErrorCode: AlreadyExists)",
            Known::AlreadyExists(None),
        ),
        (
            "fsmt-1 already exists in stack arn:aws:cloudformation:us-east-1:123456789012:stack/awseb-e-1-stack/0a1b",
            Known::AlreadyExists(Some("awseb-e-1-stack".to_owned())),
        ),
        (
            "API: iam:CreateRole User: arn:aws:sts::123456789012:assumed-role/Deployer/AWSCloudFormation is not authorized to \
             perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/x",
            permission("iam:CreateRole"),
        ),
        (
            "Failed to create resource. User: arn:aws:sts::123456789012:assumed-role/l/b is not authorized to perform: \
             iam:PassRole on resource: arn:aws:iam::123456789012:role/y",
            permission("iam:PassRole"),
        ),
        (
            "Request limit exceeded. (Service: AmazonEC2; Status Code: 503; Error Code: RequestLimitExceeded; Request ID: 7f)",
            Known::Throttled,
        ),
        (
            "The maximum number of addresses has been reached. (Service: AmazonEC2; Status Code: 400; Error Code: \
             AddressLimitExceeded; Request ID: 1)",
            Known::Quota,
        ),
        (
            "Resource handler returned message: \"Limit of 10 reached\" (RequestToken: 1, HandlerErrorCode: \
             ServiceLimitExceeded)",
            Known::Quota,
        ),
        (
            "Export foo-ci-docker-vpc-EcsCluster cannot be deleted as it is in use by foo-ci-docker-events",
            Known::InUseByExport("foo-ci-docker-events".to_owned()),
        ),
        (
            "The bucket you tried to delete is not empty (Service: Amazon S3; Status Code: 409; Error Code: BucketNotEmpty; \
             Request ID: 13B5WKE8TCT9VS8K; S3 Extended Request ID: /7/TL8=; Proxy: null)",
            Known::BucketNotEmpty,
        ),
        (
            "Properties validation failed for resource KeyPair53 with message:\n#: extraneous key [KeyFormat] is not permitted",
            Known::InvalidProperty,
        ),
        ("Encountered unsupported property TemplateBody", Known::InvalidProperty),
        (
            "Resource handler returned message: \"Function not found: arn:aws:lambda:us-east-1:123456789012:function:f (Service: \
             Lambda, Status Code: 404, Request ID: 1)\" (RequestToken: 1, HandlerErrorCode: NotFound)",
            Known::NotFound,
        ),
        (
            "Resource handler returned message: \"Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:f:live \
             (Service: Lambda, Status Code: 404, Request ID: 1)\" (RequestToken: 1, HandlerErrorCode: NotFound)",
            Known::NotFound,
        ),
    ];
    for (reason, expected) in reasons {
        assert_eq!(Known::of(reason), Some(expected.clone()), "{reason}");
        assert_eq!(cause(reason).hint, Some(expected.remedy()));
    }
}

#[test]
fn an_unknown_cause_has_no_remedy() {
    for reason in [
        "WaitCondition timed out. Received 0 conditions when expecting 1",
        "Received FAILURE signal with UniqueId i-1",
        "Embedded stack arn:aws:cloudformation:us-west-2:123456789012:stack/h/3e was not successfully updated. Currently in \
         UPDATE_FAILED with reason: The following resource(s) failed to create: [LambdaExecutionRole].",
        // A quota that the handler reports under a wrong code and without a message.
        "Resource handler returned message: \"null\" (HandlerErrorCode: AlreadyExists)",
        "",
    ] {
        assert_eq!(cause(reason).hint, None, "{reason}");
    }
}

#[test]
fn the_hint_of_a_failure_is_kept_and_other_errors_are_one_sentence() {
    let error = anyhow::Error::from(Failure::failed("no such file").hint("create it")).context("reading x");
    let expected = Cause {
        resource: None,
        reason: "reading x: no such file".to_owned(),
        hint: Some("create it".to_owned()),
    };
    assert_eq!(Cause::of(&error), expected);
}
