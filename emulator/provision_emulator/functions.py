"""Lambda: code that is not in S3 is an error, not a function that answers "Mock response"."""

from ministack.core.responses import error_response_json
from ministack.services import s3

from provision_emulator.patching import handler_message, patch


class CodeMissing(Exception):
    """The zip that a function, or a layer, names is not in S3."""


@patch("lambda_svc", "_fetch_code_from_s3")
def fetch(original, bucket, key, version_id=None):
    """Raises if the zip is missing; the original returns None, which its callers treat as "no code"."""
    code = original(bucket, key, version_id=version_id)
    if code is not None:
        return code
    if s3._buckets.get(bucket) is None:
        code, message = "NoSuchBucket", "The specified bucket does not exist"
    elif version_id:
        code, message = "NoSuchVersion", "The specified version does not exist."
    else:
        code, message = "NoSuchKey", "The specified key does not exist."
    raise CodeMissing(f"Error occurred while GetObject. S3 Error Code: {code}. S3 Error Message: {message}")


@patch("lambda_svc", "handle_request")
async def refuse(original, *args):
    """The API's answer to missing code, for every operation that takes code."""
    try:
        return await original(*args)
    except CodeMissing as missing:
        return error_response_json("InvalidParameterValueException", str(missing), 400)


@patch("cloudformation.provisioners", "_lambda_create")
@patch("cloudformation.provisioners", "_lambda_update")
def fail(original, *args, **kwargs):
    """The resource's failure in a stack, so that the stack fails as on AWS."""
    try:
        return original(*args, **kwargs)
    except CodeMissing as missing:
        raise ValueError(handler_message(missing, "Lambda", 400, "InvalidRequest")) from None
