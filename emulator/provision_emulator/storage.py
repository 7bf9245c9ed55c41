"""CloudFormation: deleting a stack does not delete buckets with contents and protected tables."""

from ministack.services import dynamodb, s3

from provision_emulator.patching import handler_message, patch


@patch("cloudformation.provisioners", "_s3_delete")
def delete_bucket(original, physical_id, props):
    """A bucket with objects, versions or delete markers is kept, and the stack ends in DELETE_FAILED."""
    bucket = s3._buckets.get(physical_id)
    if bucket and (bucket["objects"] or s3._bucket_has_versions(physical_id)):
        raise ValueError(handler_message("The bucket you tried to delete is not empty", "S3", 409, "GeneralServiceException"))
    return original(physical_id, props)


@patch("cloudformation.provisioners", "_ddb_delete")
def delete_table(original, physical_id, props):
    """A protected table is kept, and the stack ends in DELETE_FAILED."""
    table = dynamodb._tables.get(physical_id)
    if table and table.get("DeletionProtectionEnabled"):
        message = (f"Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
                   f"protection first. (Table: {physical_id})")
        raise ValueError(handler_message(message, "DynamoDb", 400, "InvalidRequest"))
    return original(physical_id, props)
