use crate::aws::fake::{Call, Reply};
use crate::failure::{hint_of, sentence};
use crate::testing::Scene;

const PROJECT: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
artifacts:
  code: {file: queue.yaml, sources: [queue.yaml]}
systems:
  mail:
    stacks:
      queue:
        template: queue.yaml
        region: home
        parameters: {CodeBucket: '${artifacts.bucket}', CodeKey: {artifact: code}}
";

const FUNCTION: &str = "
Parameters:
  CodeBucket: {Type: String}
  CodeKey: {Type: String}
Resources:
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: worker
      Role: arn:aws:iam::123456789012:role/worker
      Code: {S3Bucket: !Ref CodeBucket, S3Key: !Ref CodeKey}
";

/// A bucket that takes everything, and a function that runs what it likes.
fn answer(call: &Call) -> Option<Reply> {
    let resource = "<member><LogicalResourceId>Worker</LogicalResourceId><PhysicalResourceId>worker-1\
                    </PhysicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType></member>";
    match (call.service.as_str(), call.operation.as_str()) {
        ("s3", operation) if operation.starts_with("HEAD") => {
            Some(Reply { status: 404, body: String::new() })
        }
        ("s3", _) => Some(Reply::ok("")),
        ("lambda", _) => Some(Reply::ok(r#"{"FunctionName": "worker-1", "CodeSha256": "b3RoZXI="}"#)),
        ("cloudformation", "ListStackResources") => Some(Reply::ok(format!(
            "<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>{resource}\
             </StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>"
        ))),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_that_was_deleted_by_hand_is_a_failure_with_a_remedy() {
    let missing = |call: &Call| {
        let refusal = || Reply::json_refused("ResourceNotFoundException", "Function not found");
        if call.service == "lambda" { Some(refusal()) } else { answer(call) }
    };
    let scene = Scene::of(PROJECT, FUNCTION, vec![Box::new(missing)]);
    let error = scene.deploy().await.1.unwrap();
    let text = sentence(&error);
    let start = "stack mail-queue-dev in us-west-2: function worker-1 does not exist: deleted by hand";
    assert!(text.starts_with(start), "{text}");
    assert!(hint_of(&error).unwrap().starts_with("remove Worker and what refers to it from the template"));
}

#[tokio::test(start_paused = true)]
async fn a_function_that_runs_other_code_than_was_built_is_a_failure() {
    let scene = Scene::of(PROJECT, FUNCTION, vec![Box::new(answer)]);
    let (_, error) = scene.deploy().await;
    let text = sentence(&error.unwrap());
    assert!(
        text.contains("function worker-1 runs other code than was built (CodeSha256 b3RoZXI=, built "),
        "{text}"
    );
    let put = scene
        .calls
        .all()
        .into_iter()
        .find(|call| call.operation.starts_with("PUT /artifacts/code/"))
        .unwrap();
    assert_eq!(put.host, "provision-artifacts-123456789012-us-west-2.s3.us-west-2.amazonaws.com");
}
