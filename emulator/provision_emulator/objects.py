"""Step Functions: tasks that call S3 directly, as the machine's role and with S3's own errors."""

import json
import os

import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from ministack.core.responses import get_account_id, get_region
from ministack.services import stepfunctions as machines

from provision_emulator import roles
from provision_emulator.patching import patch
from provision_emulator.workflow_roles import ROLE

SESSION = botocore.session.Session()
MODELED = {shape.name for shape in SESSION.get_service_model("s3").error_shapes}
# An error in the service's model, but not in the client that Step Functions uses.
MODELED.discard("AccessDenied")


def client():
    """A client for this emulator's S3 with the task's role; None for a state that is only tested."""
    own = get_account_id(), os.environ["AWS_SECRET_ACCESS_KEY"], None
    credentials = roles.assumed(ROLE.get(), "states") if ROLE.get() else own
    if not credentials:
        raise machines._ExecutionError("S3.S3Exception", f"Step Functions may not assume the role {ROLE.get()}")
    return SESSION.create_client(
        "s3", region_name=get_region(), endpoint_url=f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
        aws_access_key_id=credentials[0], aws_secret_access_key=credentials[1], aws_session_token=credentials[2],
        config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))


def error_name(code):
    """The error's name in S3's Java client: one class per modelled error, and one for all others."""
    return f"S3.{code}Exception" if code in MODELED else "S3.S3Exception"


def written(value):
    """An object's content: text unchanged, anything else as JSON."""
    return (value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)).encode()


def plain(value):
    """The response in the form of Step Functions."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if hasattr(value, "isoformat"):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.read().decode() if hasattr(value, "read") else value


@patch("stepfunctions", "_dispatch_aws_sdk_rest_xml")
def call_storage(original, info, service, action, given):
    """Adds PutObject, permissions and S3's error names; the original has none of these."""
    operation = action[:1].upper() + action[1:]
    if service != "s3" or operation not in SESSION.get_service_model("s3").operation_names:
        return original(info, service, action, given)
    arguments = dict(given or {})
    if "Body" in arguments:
        arguments["Body"] = written(arguments["Body"])
    try:
        return plain(getattr(client(), xform_name(operation))(**arguments))
    except ClientError as error:
        response = error.response
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
        cause = f"{response['Error'].get('Message', '')} (Service: S3, Status Code: {status})"
        raise machines._ExecutionError(error_name(response["Error"].get("Code", "")), cause) from None
    except ParamValidationError as error:
        raise machines._ExecutionError("States.Runtime", str(error)) from None
