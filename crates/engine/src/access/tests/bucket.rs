//! What makes buckets and access points public.

use super::{asks, changes, one_way};

fn of(kind: &str, properties: &str) -> String {
    format!("Resources:\n  Bucket: {{Type: '{kind}', Properties: {{{properties}}}}}\n")
}

fn bucket(properties: &str) -> String {
    of("AWS::S3::Bucket", properties)
}

const BLOCKED: &str = "PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}";

#[test]
fn each_flag_of_the_block_that_is_turned_off_or_left_out_asks() {
    for flag in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
        let off = BLOCKED.replace(&format!("{flag}: true"), &format!("{flag}: false"));
        let left_out = BLOCKED.replace(&format!("{flag}: true"), "X: 1");
        for kind in ["AWS::S3::Bucket", "AWS::S3::AccessPoint"] {
            one_way(&of(kind, BLOCKED), &of(kind, &off), "Bucket LessDenied");
            one_way(&of(kind, BLOCKED), &of(kind, &left_out), "Bucket LessDenied");
        }
    }
}

#[test]
fn a_block_that_is_removed_asks_four_times_and_one_that_was_not_written_too() {
    assert_eq!(asks(&bucket(BLOCKED), &bucket("")).len(), 4);
    assert_eq!(asks(&bucket(""), &bucket(BLOCKED)).len(), 0);
    // S3 blocks public access to new buckets without being asked to.
    let off = BLOCKED.replace("true", "false");
    assert_eq!(asks(&bucket(""), &bucket(&off)).len(), 4);
    assert_eq!(asks(&bucket(&off), &bucket("")).len(), 0);
    let found = changes(
        Some(&bucket(BLOCKED)),
        &bucket(&BLOCKED.replace("BlockPublicAcls: true", "BlockPublicAcls: false")),
    );
    assert_eq!(found[0].words(), "removes Deny s3: new public ACLs (BlockPublicAcls) on *");
}

#[test]
fn an_access_control_list_that_is_public_asks_for_a_new_bucket_too() {
    let nothing = "Resources: {Q: {Type: AWS::SQS::Queue}}\n";
    for list in ["PublicRead", "AuthenticatedRead"] {
        let public = bucket(&format!("AccessControl: {list}"));
        one_way(&bucket("AccessControl: Private"), &public, "Bucket Widened");
        one_way(&bucket(""), &public, "Bucket Widened");
        assert_eq!(asks(nothing, &public), ["Bucket New"]);
    }
    one_way(
        &bucket("AccessControl: PublicRead"),
        &bucket("AccessControl: PublicReadWrite"),
        "Bucket Widened",
    );
    for list in ["Private", "LogDeliveryWrite", "AwsExecRead", "BucketOwnerFullControl"] {
        let owned = bucket(&format!("AccessControl: {list}"));
        assert_eq!(asks(&bucket(""), &owned), Vec::<String>::new(), "{list}");
        assert_eq!(asks(nothing, &owned), Vec::<String>::new(), "{list}");
    }
}

#[test]
fn a_bucket_whose_lists_apply_again_asks() {
    let controls =
        |rule: &str| bucket(&format!("OwnershipControls: {{Rules: [{{ObjectOwnership: {rule}}}]}}"));
    one_way(&controls("BucketOwnerEnforced"), &controls("ObjectWriter"), "Bucket LessDenied");
    one_way(&controls("BucketOwnerEnforced"), &bucket(""), "Bucket LessDenied");
    one_way(&bucket(""), &controls("BucketOwnerPreferred"), "Bucket LessDenied");
}

#[test]
fn a_bucket_that_is_made_on_a_condition_from_now_on_is_no_more_public() {
    let conditions = "Conditions: {IsOpen: !Equals [!ImportValue open, yes]}\n";
    let perhaps = bucket(BLOCKED).replace("Properties:", "Condition: IsOpen, Properties:");
    assert_eq!(asks(&bucket(BLOCKED), &format!("{conditions}{perhaps}")), Vec::<String>::new());
}
