//! DynamoDB tables and their replicas (global tables, version 2019.11.21).

use std::collections::BTreeMap;

use anyhow::Result;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    CreateReplicationGroupMemberAction, DeleteReplicationGroupMemberAction, MultiRegionConsistency,
    PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, ReplicationGroupUpdate, TableDescription,
    Tag,
};

use super::error::{AwsError, inspect};
use super::{Cloud, Region};

/// A table as `DescribeTable` shows it in one region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableState {
    pub name: String,
    pub arn: String,
    /// DynamoDB's name of the table's status, such as `ACTIVE`.
    pub status: String,
    pub stream_arn: Option<String>,
    /// The other regions that hold the table, each with its status; a table never lists its own region.
    pub replicas: Vec<(Region, String)>,
    /// Number of items, counted by DynamoDB about every six hours.
    pub items: i64,
    pub is_protected: bool,
    /// Whether all copies agree before a write is done (multi-Region strong consistency).
    pub is_strong: bool,
}

impl TableState {
    /// Whether it cannot be deleted here: DynamoDB removes replicas that are strongly consistent only together.
    pub fn is_kept(&self) -> bool {
        self.is_strong && !self.replicas.is_empty()
    }
}

/// Backups from which a table can be restored as it was at any moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recovery {
    /// How far back they reach; DynamoDB's own default where it is not given.
    pub days: Option<i32>,
}

/// The status of a table or a replica that can be used.
pub const ACTIVE: &str = "ACTIVE";

/// DynamoDB in one region.
#[derive(Clone)]
pub struct Tables {
    client: Client,
    region: Region,
}

impl Cloud {
    /// DynamoDB in a region.
    pub fn tables(&self, region: &Region) -> Tables {
        Tables { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Tables {
    /// The table; `None` when the region has none of that name.
    pub async fn table(&self, name: &str) -> Result<Option<TableState>> {
        match self.client.describe_table().table_name(name).send().await {
            Ok(answer) => Ok(answer.table.map(TableState::from)),
            Err(error) => {
                let error = inspect(error, "dynamodb:DescribeTable", &self.region);
                if error.is("ResourceNotFoundException") { Ok(None) } else { Err(error.into_error()) }
            }
        }
    }

    /// The tags of a table, by its ARN, through all pages.
    pub async fn tags(&self, arn: &str) -> Result<BTreeMap<String, String>> {
        let (mut tags, mut token) = (BTreeMap::new(), None);
        loop {
            let call = self.client.list_tags_of_resource().resource_arn(arn).set_next_token(token);
            let page = call.send().await;
            let page = page
                .map_err(|error| inspect(error, "dynamodb:ListTagsOfResource", &self.region).into_error())?;
            tags.extend(page.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)));
            token = page.next_token;
            if token.is_none() {
                return Ok(tags);
            }
        }
    }

    /// Begins to copy the table into another region. A success means only that DynamoDB will try.
    pub async fn add_replica(&self, name: &str, region: &Region) -> Result<(), AwsError> {
        let action = CreateReplicationGroupMemberAction::builder().region_name(region.as_str()).build();
        self.update_replicas(name, ReplicationGroupUpdate::builder().create(required(action)).build()).await
    }

    /// Begins to remove the copy in another region.
    pub async fn remove_replica(&self, name: &str, region: &Region) -> Result<(), AwsError> {
        let action = DeleteReplicationGroupMemberAction::builder().region_name(region.as_str()).build();
        self.update_replicas(name, ReplicationGroupUpdate::builder().delete(required(action)).build()).await
    }

    async fn update_replicas(&self, name: &str, update: ReplicationGroupUpdate) -> Result<(), AwsError> {
        let call = self.client.update_table().table_name(name).replica_updates(update);
        call.send().await.map_err(|error| inspect(error, "dynamodb:UpdateTable", &self.region))?;
        Ok(())
    }

    /// Begins to delete the table in this region, with its items.
    pub async fn delete(&self, name: &str) -> Result<(), AwsError> {
        let call = self.client.delete_table().table_name(name);
        call.send().await.map_err(|error| inspect(error, "dynamodb:DeleteTable", &self.region))?;
        Ok(())
    }

    /// Adds tags to a table, by its ARN.
    pub async fn tag(&self, arn: &str, tags: &BTreeMap<String, String>) -> Result<(), AwsError> {
        let tag = |(key, value)| required(Tag::builder().key(key).value(value).build());
        let tags = tags.iter().map(tag).collect();
        let call = self.client.tag_resource().resource_arn(arn).set_tags(Some(tags));
        call.send().await.map_err(|error| inspect(error, "dynamodb:TagResource", &self.region))?;
        Ok(())
    }

    /// The table's point-in-time recovery, if it is on.
    pub async fn recovery(&self, name: &str) -> Result<Option<Recovery>> {
        let call = self.client.describe_continuous_backups().table_name(name).send().await;
        let answer = call.map_err(|error| {
            inspect(error, "dynamodb:DescribeContinuousBackups", &self.region).into_error()
        })?;
        let recovery =
            answer.continuous_backups_description.and_then(|all| all.point_in_time_recovery_description);
        let is_on = |status: &Option<_>| *status == Some(PointInTimeRecoveryStatus::Enabled);
        let recovery = recovery.filter(|recovery| is_on(&recovery.point_in_time_recovery_status));
        Ok(recovery.map(|recovery| Recovery { days: recovery.recovery_period_in_days }))
    }

    /// Switches the table's point-in-time recovery on.
    pub async fn enable_recovery(&self, name: &str, recovery: &Recovery) -> Result<(), AwsError> {
        let specification = PointInTimeRecoverySpecification::builder()
            .point_in_time_recovery_enabled(true)
            .set_recovery_period_in_days(recovery.days);
        let call = self.client.update_continuous_backups().table_name(name);
        let call = call.point_in_time_recovery_specification(required(specification.build()));
        call.send()
            .await
            .map_err(|error| inspect(error, "dynamodb:UpdateContinuousBackups", &self.region))?;
        Ok(())
    }

    /// Switches the table's protection against deletion on.
    pub async fn protect(&self, name: &str) -> Result<(), AwsError> {
        self.set_protection(name, true).await
    }

    /// Switches the table's protection against deletion off.
    pub async fn unprotect(&self, name: &str) -> Result<(), AwsError> {
        self.set_protection(name, false).await
    }

    async fn set_protection(&self, name: &str, is_on: bool) -> Result<(), AwsError> {
        let call = self.client.update_table().table_name(name).deletion_protection_enabled(is_on);
        call.send().await.map_err(|error| inspect(error, "dynamodb:UpdateTable", &self.region))?;
        Ok(())
    }
}

/// The SDK's builders fail only without their required members.
fn required<T, E: std::fmt::Debug>(built: Result<T, E>) -> T {
    built.expect("all required members were given")
}

impl From<TableDescription> for TableState {
    fn from(table: TableDescription) -> Self {
        let replicas = table.replicas.unwrap_or_default().into_iter().filter_map(|replica| {
            let status = replica.replica_status.map(|status| status.as_str().to_owned());
            Some((Region::new(replica.region_name?), status.unwrap_or_default()))
        });
        Self {
            replicas: replicas.collect(),
            name: table.table_name.unwrap_or_default(),
            arn: table.table_arn.unwrap_or_default(),
            status: table.table_status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
            stream_arn: table.latest_stream_arn,
            items: table.item_count.unwrap_or_default(),
            is_protected: table.deletion_protection_enabled.unwrap_or_default(),
            is_strong: table.multi_region_consistency == Some(MultiRegionConsistency::Strong),
        }
    }
}
