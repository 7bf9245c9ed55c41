"""CloudFormation: tags that identify the stack of a table or a bucket, also after the stack was deleted."""

from ministack.services import cloudformation, dynamodb, s3
from ministack.services.cloudformation import provisioners

from provision_emulator.patching import patch
from provision_emulator.stacks import stack_of

# The original has no tags for buckets that a stack makes. AWS puts the stack's on both.
provisioners._STACK_TAG_PROPERTY["AWS::S3::Bucket"] = ("Tags", "list")


def put_on_bucket(name, old, new):
    """Does not change tags that the template does not set."""
    kept = {key: value for key, value in (s3._bucket_tags.get(name) or {}).items() if key not in old}
    s3._bucket_tags[name] = {**kept, **new}


@patch("cloudformation.provisioners", "_s3_create")
def create_bucket(original, logical_id, props, stack_name):
    """A bucket carries the tags of its stack and its own."""
    name, attributes = original(logical_id, props, stack_name)
    put_on_bucket(name, {}, provisioners._tag_map(props.get("Tags")))
    return name, attributes


@patch("cloudformation.provisioners", "_s3_update")
def update_bucket(original, physical_id, old_props, new_props, stack_name):
    """Tags follow an update."""
    name, attributes = original(physical_id, old_props, new_props, stack_name)
    old, new = (provisioners._tag_map(props.get("Tags")) for props in (old_props, new_props))
    put_on_bucket(name, old if name == physical_id else {}, new)
    return name, attributes


@patch("cloudformation.stacks", "_adopt_resource")
def adopt_resource(original, stack_id, stack_name, logical_id, resource_type, identifier):
    """The original's events claim that adopted resources get the stack's tags, but it does not set them."""
    physical_id, attributes = original(stack_id, stack_name, logical_id, resource_type, identifier)
    stack_tags = cloudformation._stacks[stack_name].get("Tags") or []
    tagged = provisioners._with_stack_tags(resource_type, {}, stack_tags, stack_name, stack_id, logical_id)
    tags = provisioners._tag_map(tagged.get("Tags"))
    if resource_type == "AWS::S3::Bucket":
        put_on_bucket(physical_id, {}, tags)
    elif resource_type == "AWS::DynamoDB::Table":
        store = dynamodb._tags.setdefault(dynamodb._tables[physical_id]["TableArn"], [])
        provisioners._reconcile_tag_list(store, {}, {"Tags": tagged["Tags"]})
    return physical_id, attributes


@patch("cloudformation.stacks", "_delete_stack_async")
async def delete_stack(original, stack_name, stack_id, *arguments, **options):
    """Remembers the stack's resources: a deleted stack lists them with their last status."""
    had = dict(cloudformation._stacks.get(stack_name, {}).get("_resources") or {})
    await original(stack_name, stack_id, *arguments, **options)
    stack = cloudformation._stacks.get(stack_name)
    if stack and stack.get("StackId") == stack_id and stack.get("StackStatus") == "DELETE_COMPLETE":
        stack["_had"] = {name: {**one, "ResourceStatus": became(stack_id, name)} for name, one in had.items()}


def became(stack_id, logical_id):
    """The last event of a resource."""
    events = cloudformation._stack_events.get(stack_id, [])
    last = [event["ResourceStatus"] for event in events if event["LogicalResourceId"] == logical_id]
    return last[-1] if last else "DELETE_COMPLETE"


@patch("cloudformation.handlers", "_list_stack_resources")
def list_stack_resources(original, params):
    """Lists the resources of a deleted stack; the original lists none."""
    stack, status = stack_of(params)
    if status != "DELETE_COMPLETE":
        return original(params)
    resources = stack.get("_resources")
    stack["_resources"] = stack.get("_had", {})
    try:
        return original(params)
    finally:
        stack["_resources"] = resources
