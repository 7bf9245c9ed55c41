//! Policies of resources: who may do what with a queue, a bucket, a key. The types are all those of AWS's registry with a
//! document of statements.

use serde_json::Value;

use super::{Reader, Reported, Source};
use crate::access::policy::{below, of_list, statements, texts};
use crate::access::statement::{Set, Statement};

/// Types with a policy of their own, and the path of the document.
pub const OWN: [(&str, &str); 41] = [
    ("AWS::AIOps::InvestigationGroup", "InvestigationGroupPolicy"),
    ("AWS::ApiGateway::DomainNameV2", "Policy"),
    ("AWS::Backup::BackupVault", "AccessPolicy"),
    ("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy"),
    ("AWS::BedrockAgentCore::Policy", "Definition.Cedar.Statement"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::Comprehend::DocumentClassifier", "ModelPolicy"),
    ("AWS::DSQL::Cluster", "PolicyDocument"),
    ("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument"),
    ("AWS::DynamoDB::Table", "StreamSpecification.ResourcePolicy.PolicyDocument"),
    ("AWS::EC2::VerifiedAccessEndpoint", "PolicyDocument"),
    ("AWS::EC2::VerifiedAccessGroup", "PolicyDocument"),
    ("AWS::ECR::PublicRepository", "RepositoryPolicyText"),
    ("AWS::ECR::RegistryPolicy", "PolicyText"),
    ("AWS::ECR::Repository", "RepositoryPolicyText"),
    ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"),
    ("AWS::Elasticsearch::Domain", "AccessPolicies"),
    ("AWS::Events::EventBus", "Policy"),
    ("AWS::FSx::S3AccessPointAttachment", "S3AccessPoint.Policy"),
    ("AWS::IoT::Policy", "PolicyDocument"),
    ("AWS::KMS::Key", "KeyPolicy"),
    ("AWS::KMS::ReplicaKey", "KeyPolicy"),
    ("AWS::Logs::DeliveryDestination", "DeliveryDestinationPolicy.DeliveryDestinationPolicy"),
    ("AWS::Logs::Destination", "DestinationPolicy"),
    ("AWS::Logs::LogGroup", "ResourcePolicyDocument"),
    ("AWS::Logs::ResourcePolicy", "PolicyDocument"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::OSIS::Pipeline", "ResourcePolicy.Policy"),
    ("AWS::Oam::Sink", "Policy"),
    ("AWS::Omics::SequenceStore", "S3AccessPolicy"),
    ("AWS::OpenSearchService::Domain", "AccessPolicies"),
    ("AWS::Organizations::ResourcePolicy", "Content"),
    ("AWS::RAM::Permission", "PolicyTemplate"),
    ("AWS::RUM::AppMonitor", "ResourcePolicy.PolicyDocument"),
    ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
    ("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3Express::AccessPoint", "Policy"),
    ("AWS::S3Outposts::AccessPoint", "Policy"),
    ("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy"),
];
/// The same where everything is allowed without a policy, and whether the policy names principals.
pub const OPEN: [(&str, &str, bool); 6] = [
    ("AWS::ApiGateway::RestApi", "Policy", true),
    ("AWS::EC2::VPCEndpoint", "PolicyDocument", true),
    ("AWS::EFS::FileSystem", "FileSystemPolicy", true),
    ("AWS::EKS::PodIdentityAssociation", "Policy", false),
    ("AWS::RolesAnywhere::Profile", "SessionPolicy", false),
    ("AWS::Transfer::User", "Policy", false),
];
/// Types whose resources are policies of others: the path of the document, and the property that names the other.
pub const OF_OTHERS: [(&str, &str, &str); 34] = [
    ("AWS::APS::ResourcePolicy", "PolicyDocument", "WorkspaceArn"),
    ("AWS::Bedrock::ResourcePolicy", "PolicyDocument", "ResourceArn"),
    ("AWS::CloudTrail::ResourcePolicy", "ResourcePolicy", "ResourceArn"),
    ("AWS::EventSchemas::RegistryPolicy", "Policy", "RegistryName"),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", "ResourceArn"),
    ("AWS::Lambda::ResourcePolicy", "PolicyDocument", "ResourceArn"),
    ("AWS::Lex::ResourcePolicy", "Policy", "ResourceArn"),
    ("AWS::MSK::ClusterPolicy", "Policy", "ClusterArn"),
    ("AWS::MediaPackageV2::ChannelPolicy", "Policy", "ChannelName"),
    ("AWS::MediaPackageV2::OriginEndpointPolicy", "Policy", "OriginEndpointName"),
    ("AWS::MediaTailor::ChannelPolicy", "Policy", "ChannelName"),
    ("AWS::S3::BucketPolicy", "PolicyDocument", "Bucket"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "Policy", "MrapName"),
    ("AWS::S3Express::BucketPolicy", "PolicyDocument", "Bucket"),
    ("AWS::S3Files::FileSystemPolicy", "Policy", "FileSystemId"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument", "ObjectLambdaAccessPoint"),
    ("AWS::S3Outposts::BucketPolicy", "PolicyDocument", "Bucket"),
    ("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy", "TableBucketARN"),
    ("AWS::S3Tables::TablePolicy", "ResourcePolicy", "TableARN"),
    ("AWS::S3Vectors::VectorBucketPolicy", "Policy", "VectorBucketArn"),
    ("AWS::S3Vectors::VectorBucketPolicy", "Policy", "VectorBucketName"),
    ("AWS::SMSVOICE::ResourcePolicy", "PolicyDocument", "ResourceArn"),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "TopicArn"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", "Topics"),
    ("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "Queue"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", "Queues"),
    ("AWS::SSM::ResourcePolicy", "Policy", "ResourceArn"),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", "SecretId"),
    ("AWS::VerifiedPermissions::Policy", "Definition.Static.Statement", "PolicyStoreId"),
    ("AWS::VerifiedPermissions::PolicyTemplate", "Statement", "PolicyStoreId"),
    ("AWS::VpcLattice::AuthPolicy", "Policy", "ResourceIdentifier"),
    ("AWS::VpcLattice::ResourcePolicy", "Policy", "ResourceArn"),
    ("AWS::XRay::ResourcePolicy", "PolicyDocument", "PolicyName"),
    ("AWS::EntityResolution::PolicyStatement", "", "Arn"),
];
const GLOBAL_TABLE: &str = "AWS::DynamoDB::GlobalTable";

/// Whether resources of this type have a policy or are one.
pub fn has_policy(kind: &str) -> bool {
    kind == GLOBAL_TABLE
        || OWN.iter().any(|(of, _)| *of == kind)
        || OPEN.iter().any(|(of, ..)| *of == kind)
        || OF_OTHERS.iter().any(|(of, ..)| *of == kind)
}

impl Reader<'_> {
    pub(super) fn policies(&mut self, source: &Source<'_>) {
        let (kind, properties) = (source.kind, source.properties);
        for (_, path) in OWN.iter().filter(|(of, _)| *of == kind) {
            self.add(source, "resource", &source.own(), documents(properties, path));
        }
        for (_, path, names_principals) in OPEN.iter().filter(|(of, ..)| *of == kind) {
            self.open_policy(source, path, *names_principals);
        }
        for (_, path, target) in OF_OTHERS.iter().filter(|(of, ..)| *of == kind) {
            for target in texts(&properties[*target]) {
                let found = if path.is_empty() { of_list(properties) } else { documents(properties, path) };
                self.add(source, "resource", &target, found);
            }
        }
        if kind == GLOBAL_TABLE {
            self.replicas(source);
        }
    }

    /// A policy without which everything is allowed. A REST API may have its policy in its document.
    fn open_policy(&mut self, source: &Source<'_>, path: &str, names_principals: bool) {
        const IN_DOCUMENT: &str = "\"x-amazon-apigateway-policy\":";
        let document = self.view.documents.get(source.logical_id).unwrap_or(&source.properties["Body"]);
        if document.to_string().contains(IN_DOCUMENT) {
            return self.add(source, "resource", &source.own(), documents(source.properties, path));
        }
        self.add(source, "resource", &source.own(), documents(source.properties, path));
        let absent = |statement: &Statement| {
            below(source.properties, path, &Value::Null, &|document| match document {
                Value::Null => vec![statement.clone()],
                _ => Vec::new(),
            })
        };
        let principals = names_principals.then(Set::everything);
        self.without_policy(source, principals, &absent);
    }

    /// Adds what is allowed without a policy: everything, of which a REST API shows that it may be called.
    pub(super) fn without_policy(
        &mut self,
        source: &Source<'_>,
        principals: Option<Set>,
        absent: &dyn Fn(&Statement) -> Vec<Statement>,
    ) {
        let everything = Statement { principals, ..Statement::allow("*") };
        let mut shown = everything.clone();
        if source.kind.ends_with("Api") {
            shown.actions = Set::of(["execute-api:Invoke"]);
            shown.resources = Set::of(["execute-api:/*"]);
        }
        self.add_as(source, "resource", &source.own(), Reported::WithoutPolicy, absent(&shown));
        self.add_as(source, "resource", &source.own(), Reported::Never, absent(&everything));
    }

    /// Each replica of a global table has policies of its own.
    fn replicas(&mut self, source: &Source<'_>) {
        for replica in source.properties["Replicas"].as_array().into_iter().flatten() {
            let target = format!("{} in {}", source.own(), texts(&replica["Region"]).concat());
            for path in
                ["ResourcePolicy.PolicyDocument", "ReplicaStreamSpecification.ResourcePolicy.PolicyDocument"]
            {
                self.add(source, "resource", &target, documents(replica, path));
            }
        }
    }
}

fn documents(properties: &Value, path: &str) -> Vec<Statement> {
    below(properties, path, &Value::Null, &statements)
}
