use crate::aws::fake::{self, ACCOUNT, Call, Calls, Reply};
use crate::aws::{Cloud, Region};
use crate::failure::{hint_of, sentence};

/// An S3 whose bucket has no policy, for the reason that `code` gives; `made` is its answer to making it.
fn without_policy(code: &str, made: Reply) -> (Cloud, Calls) {
    let body = format!("<Error><Code>{code}</Code><Message>no</Message></Error>");
    let answer = move |call: &Call| {
        Some(match call.operation.as_str() {
            "PUT /" => made.clone(),
            "GET /?policy" => Reply { status: 404, body: body.clone() },
            _ => Reply::ok(""),
        })
    };
    fake::cloud(vec![Box::new(answer)])
}

fn without_bucket(made: Reply) -> (Cloud, Calls) {
    without_policy("NoSuchBucket", made)
}

async fn put(cloud: &Cloud, region: &str) -> anyhow::Result<()> {
    cloud.artifact_bucket(ACCOUNT, &Region::new(region)).put("artifacts/x.zip", b"zip".to_vec()).await
}

fn body(calls: &Calls, operation: &str) -> String {
    calls.of(operation)[0].text.clone()
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_made_encrypted_and_closed_before_the_first_upload() {
    let (cloud, calls) = without_bucket(Reply::ok(""));
    put(&cloud, "us-west-2").await.unwrap();
    let operations: Vec<String> = calls.operations();
    let object = "PUT /artifacts/x.zip?x-id=PutObject";
    assert_eq!(
        operations,
        ["GET /?policy", "PUT /", "PUT /?encryption", "PUT /?publicAccessBlock", "PUT /?policy", object]
    );
    assert!(body(&calls, "PUT /").contains("<LocationConstraint>us-west-2</LocationConstraint>"));
    assert!(body(&calls, "PUT /?encryption").contains("<SSEAlgorithm>AES256</SSEAlgorithm>"));
    for block in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
        assert!(body(&calls, "PUT /?publicAccessBlock").contains(&format!("<{block}>true</{block}>")));
    }
    let policy: serde_json::Value = serde_json::from_str(&body(&calls, "PUT /?policy")).unwrap();
    assert_eq!(policy["Statement"][0]["Effect"], "Deny");
    assert_eq!(policy["Statement"][0]["Condition"]["Bool"]["aws:SecureTransport"], "false");
}

#[tokio::test(start_paused = true)]
async fn uploads_that_begin_together_make_the_bucket_once() {
    let (cloud, calls) = without_bucket(Reply::ok(""));
    let (one, two) = tokio::join!(put(&cloud, "us-west-2"), put(&cloud, "us-west-2"));
    one.and(two).unwrap();
    for operation in ["GET /?policy", "PUT /", "PUT /?encryption", "PUT /?publicAccessBlock", "PUT /?policy"]
    {
        assert_eq!(calls.of(operation).len(), 1, "{operation}");
    }
    assert_eq!(calls.of("PUT /artifacts/x.zip?x-id=PutObject").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_a_killed_run_left_half_made_is_finished() {
    let owned = "<Error><Code>BucketAlreadyOwnedByYou</Code><Message>no</Message></Error>".to_owned();
    let (cloud, calls) = without_policy("NoSuchBucketPolicy", Reply { status: 409, body: owned });
    put(&cloud, "us-west-2").await.unwrap();
    assert!(calls.operations().contains(&"PUT /?policy".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn the_region_where_buckets_go_by_themselves_is_not_named() {
    let (cloud, calls) = without_bucket(Reply::ok(""));
    put(&cloud, "us-east-1").await.unwrap();
    assert_eq!(body(&calls, "PUT /"), "");
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_another_run_has_just_made_is_ours_too() {
    for code in ["BucketAlreadyOwnedByYou", "OperationAborted"] {
        let made = format!("<Error><Code>{code}</Code><Message>no</Message></Error>");
        let (cloud, _) = without_bucket(Reply { status: 409, body: made });
        put(&cloud, "us-west-2").await.unwrap_or_else(|error| panic!("{code}: {error:#}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_foreign_bucket_of_that_name_is_not_used() {
    let body = "<Error><Code>BucketAlreadyExists</Code><Message>not available</Message></Error>";
    let (cloud, _) = without_bucket(Reply { status: 409, body: body.to_owned() });
    let error = put(&cloud, "us-west-2").await.unwrap_err();
    assert!(
        sentence(&error).contains("s3:CreateBucket in us-west-2: BucketAlreadyExists"),
        "{}",
        sentence(&error)
    );
}

#[tokio::test(start_paused = true)]
async fn every_call_names_the_account_that_the_bucket_must_belong_to() {
    let (cloud, calls) = fake::cloud(vec![Box::new(|_: &Call| Some(Reply::ok("")))]);
    put(&cloud, "us-west-2").await.unwrap();
    cloud.artifact_bucket(ACCOUNT, &Region::new("us-west-2")).has("artifacts/x.zip").await.unwrap();
    assert!(calls.all().iter().all(|call| call.owner == ACCOUNT));
}

#[tokio::test(start_paused = true)]
async fn a_head_that_is_refused_without_a_word_is_a_lack_of_permission() {
    let refused = |_: &Call| Some(Reply { status: 403, body: String::new() });
    let (cloud, _) = fake::cloud(vec![Box::new(refused)]);
    let error = cloud.artifact_bucket(ACCOUNT, &Region::new("us-west-2")).has("x").await.unwrap_err();
    assert!(hint_of(&error).unwrap().contains("lacks this permission"));
}

#[tokio::test(start_paused = true)]
async fn the_account_is_asked_for_once() {
    let body = format!(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>{ACCOUNT}</Account>\
         </GetCallerIdentityResult></GetCallerIdentityResponse>"
    );
    let (cloud, calls) = fake::cloud(vec![Box::new(move |_: &Call| Some(Reply::ok(body.clone())))]);
    for region in ["us-west-2", "us-east-1", "us-west-2"] {
        assert_eq!(cloud.account(&Region::new(region)).await.unwrap(), ACCOUNT);
    }
    assert_eq!(calls.operations(), ["GetCallerIdentity"]);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_named_as_its_part_of_aws_does() {
    for (region, arn, host) in [
        ("us-west-2", "arn:aws:s3:::", "s3.us-west-2.amazonaws.com"),
        ("cn-north-1", "arn:aws-cn:s3:::", "s3.cn-north-1.amazonaws.com.cn"),
        ("us-gov-west-1", "arn:aws-us-gov:s3:::", "s3.us-gov-west-1.amazonaws.com"),
        ("eusc-de-east-1", "arn:aws-eusc:s3:::", "s3.eusc-de-east-1.amazonaws.eu"),
    ] {
        let (cloud, calls) = without_bucket(Reply::ok(""));
        put(&cloud, region).await.unwrap();
        let policy: serde_json::Value = serde_json::from_str(&body(&calls, "PUT /?policy")).unwrap();
        let name = format!("provision-artifacts-{ACCOUNT}-{region}");
        let resources = [format!("{arn}{name}"), format!("{arn}{name}/*")];
        assert_eq!(policy["Statement"][0]["Resource"], serde_json::json!(resources));
        // The SDK's own rules agree on the host.
        let called = &calls.of("PUT /?policy")[0].host;
        assert_eq!(*called, format!("{name}.{host}"));
        let url = cloud.artifact_bucket(ACCOUNT, &Region::new(region)).url("k");
        assert_eq!(url, format!("https://{called}/k"));
    }
}
