"""Compares recorded requests with AWS's own models, as botocore carries them.

Usage: requests.py FILE
FILE has one JSON object a line, `{"request": first line, "headers": [[name, value], …], "body": base64}`: every request that the test
`life::` made through its proxy. For each one: it is exactly one operation of the service that it is signed for; every member of its
input exists and has the type, length, pattern and values that the model demands; none that is required is missing; the signature
is right, in the region of what the request names; writes that take a token carry one. APIs of our own (execute-api) have no
model: of those, the signature is checked, and that the shop's writes have an idempotency key.
"""

import base64
import collections
import hashlib
import hmac
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as xml

import botocore.session
import yaml

from shapes import Wrong, check, demand, from_query, from_xml, scalar, tag

SECRET = "test"  # of the self-test; that of the proxy's clients lies beside the record
MODELS = {"ses": "sesv2", "states": "stepfunctions"}  # by signing name, where it is another
# CloudFormation's tokens, which its model does not mark.
TOKENS = {name: "ClientRequestToken" for name in (
    "CreateStack", "UpdateStack", "DeleteStack", "ExecuteChangeSet", "ContinueUpdateRollback", "RollbackStack", "CancelUpdateStack")}
TOKENS["CreateChangeSet"] = "ClientToken"
# Operations of every full life cycle: a record without them is incomplete.
EXPECTED = {
    "cloudformation": "CreateStack CreateChangeSet ExecuteChangeSet DeleteStack DescribeStacks ListStackResources",
    "dynamodb": "UpdateTable DescribeTable DeleteTable",
    "s3": "CreateBucket PutObject HeadObject DeleteObjects DeleteBucket",
    "lambda": "GetFunctionConfiguration", "states": "DescribeExecution SendTaskSuccess", "sqs": "ReceiveMessage",
    "sts": "GetCallerIdentity", "ses": "GetEmailIdentity", "apigateway": "GetStage", "execute-api": "POST PUT DELETE GET",
}


class Request:
    def __init__(self, line):
        recorded = json.loads(line)
        self.method, target, _ = recorded["request"].split(" ")
        self.path, _, self.query = target.partition("?")
        self.headers = {name.lower(): value for name, value in recorded["headers"]}
        self.body = base64.b64decode(recorded["body"])
        scope = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=[^/]+/(\d{8})/([^/]+)/([^/]+)/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=(\w{64})",
            self.headers.get("authorization", ""))
        demand(scope, "it is not signed")
        self.date, self.region, self.service, signed, self.signature = scope.groups()
        self.signed = signed.split(";")

    def parameters(self):
        return urllib.parse.parse_qsl(self.query, keep_blank_values=True)


def check_signature(request):
    """Signature Version 4, worked out from what arrived."""
    arrived = hashlib.sha256(request.body).hexdigest()
    payload = request.headers.get("x-amz-content-sha256", arrived)
    demand(payload in (arrived, "UNSIGNED-PAYLOAD"), "x-amz-content-sha256 is not the body's")
    demand({"host", "x-amz-date"} <= set(request.signed), "host or date is not signed")
    quote = lambda text, safe: urllib.parse.quote(text, safe=safe)
    path = request.path if request.service == "s3" else quote(request.path, "/-_.~")
    query = sorted((quote(name, "-_.~"), quote(value, "-_.~")) for name, value in request.parameters())
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in request.signed)
    canonical = "\n".join([
        request.method, path, "&".join(f"{name}={value}" for name, value in query), headers, ";".join(request.signed), payload])
    scope = f"{request.date}/{request.region}/{request.service}/aws4_request"
    text = "\n".join(
        ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{SECRET}".encode()
    for part in (request.date, request.region, request.service, "aws4_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    demand(key.hex() == request.signature, f"the signature does not fit:\n{canonical}")


# From the wire to the operation and its input.

def read(request, model):
    """The operation that a request asks for, and its input as far as the wire shows it."""
    protocol = model.resolved_protocol
    if protocol == "json":
        prefix, _, name = request.headers.get("x-amz-target", "").rpartition(".")
        demand(prefix == model.metadata["targetPrefix"], f"x-amz-target begins with {prefix!r}")
        kind = f"application/x-amz-json-{model.metadata['jsonVersion']}"
        demand(request.headers.get("content-type") == kind, f"content-type is not {kind}")
        return operation(model, name), json.loads(request.body or b"{}")
    if protocol == "query":
        fields = dict(urllib.parse.parse_qsl(request.body.decode(), keep_blank_values=True))
        name, version = fields.pop("Action", ""), fields.pop("Version", "")
        demand(version == model.api_version, f"Version is {version!r}")
        found = operation(model, name)
        used = set()
        value = from_query(found.input_shape, "", fields, used) if found.input_shape else {}
        demand(used == set(fields), f"unknown fields {sorted(set(fields) - used)}")
        return found, value
    return of_rest(request, model, protocol)


def operation(model, name):
    demand(name in model.operation_names, f"there is no operation {name!r}")
    return model.operation_model(name)


def of_rest(request, model, protocol):
    given = dict(request.parameters())
    fitting = []
    for name in model.operation_names:
        found = model.operation_model(name)
        uri, _, literal = found.http["requestUri"].partition("?")
        wanted = dict(urllib.parse.parse_qsl(literal, keep_blank_values=True))
        path = path_pattern(uri).fullmatch(request.path)
        is_there = needed_headers(found) <= set(request.headers) and wanted.items() <= given.items()
        if found.http["method"] == request.method and path and is_there:
            taken = {wire for wire, _ in located(found, "querystring")}
            fitting.append((len(set(given) - taken - set(wanted) - {"x-id"}), -len(wanted), len(path.groups()), name, path, wanted))
    demand(fitting, f"no operation of {model.service_name} has {request.method} {request.path}")
    unknown, _, _, name, path, wanted = min(fitting, key=lambda one: one[:4])
    demand(unknown == 0, f"{name}: unknown parameters in {request.query}")
    demand(given.get("x-id", name) == name, f"x-id is {given.get('x-id')}, the operation {name}")
    found = operation(model, name)
    return found, rest_input(request, found, path.groupdict(), given, protocol) if found.input_shape else {}


def located(found, location):
    """The members of an operation's input that are in this part of the request: name on the wire and whether they are required."""
    shape = found.input_shape
    members = shape.members.items() if shape else []
    return [(member.serialization.get("name", name).lower() if location == "header" else member.serialization.get("name", name),
             name in shape.required_members) for name, member in members if member.serialization.get("location") == location]


def needed_headers(found):
    return {wire for wire, is_required in located(found, "header") if is_required}


def path_pattern(uri):
    """The expression of a path such as `/{Bucket}/{Key+}`."""
    parts = re.split(r"\{(\w+)(\+?)\}", uri)
    text = re.escape(parts[0])
    for name, greedy, rest in zip(parts[1::3], parts[2::3], parts[3::3]):
        text += f"(?P<{name}>{'.+' if greedy else '[^/]+'}){re.escape(rest)}"
    return re.compile(text + "/?")


def rest_input(request, found, path, given, protocol):
    shape, value = found.input_shape, {}
    for name, member in shape.members.items():
        location, wire = member.serialization.get("location"), member.serialization.get("name", name)
        if location == "uri":
            value[name] = urllib.parse.unquote(path[wire])
        elif location == "querystring" and wire in given:
            value[name] = scalar(member, given[wire], name) if member.type_name != "list" else [given[wire]]
        elif location == "header" and wire.lower() in request.headers:
            value[name] = scalar(member, request.headers[wire.lower()], name)
    inside = {name: member for name, member in shape.members.items() if "location" not in member.serialization}
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name in ("blob", "string"):
        value[payload] = request.body if shape.members[payload].type_name == "blob" else request.body.decode()
    elif protocol == "rest-xml" and request.body:
        root = xml.fromstring(request.body)
        whole = shape.members[payload] if payload else shape
        wanted = whole.serialization.get("name")
        demand(wanted in (None, tag(root)), f"the document is a {tag(root)}, not a {wanted}")
        parsed = from_xml(whole, root, wanted or "")
        value.update({payload: parsed} if payload else parsed)
    elif request.body and payload:
        value[payload] = json.loads(request.body)
    elif request.body:
        wires = {member.serialization.get("name", name): name for name, member in inside.items()}
        value.update({wires.get(wire, wire): one for wire, one in json.loads(request.body).items()})
    return value


# Where things are.

def stack_regions():
    project = yaml.safe_load(pathlib.Path("provision.yaml").read_text())
    stage, regions = project["default-stage"], project["regions"]
    return {f"{system}-{stack}-{stage}": regions[content["region"]]
            for system, file in project["systems"].items() for stack, content in file["stacks"].items()}


def check_region(request, name, value, stacks):
    """The resources that a request names must be in the region that it is signed for."""
    for member, text in value.items():
        if not isinstance(text, str):
            continue
        arn = re.match(r"arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):", text)
        if member != "RoleARN" and arn:
            demand(arn[1] == request.region, f"{name}.{member} is {text}")
        if member == "Bucket" and (found := re.search(r"-([a-z]{2}-[a-z]+-\d)$", text)):
            demand(found[1] == request.region, f"{name}.{member} is {text}")
        for stack, region in stacks.items():
            if text == stack or (member == "FunctionName" and text.startswith(f"{stack}-")):
                demand(region == request.region, f"{name}.{member} is {text}, which belongs to {region}")


class Record:
    def __init__(self):
        self.session, self.models, self.stacks = botocore.session.get_session(), {}, stack_regions()
        self.seen = collections.defaultdict(collections.Counter)
        self.regions = collections.Counter()

    def model(self, service):
        if service not in self.models:
            name = MODELS.get(service, service)
            demand(name in self.session.get_available_services(), f"there is no service {service!r}")
            self.models[service] = self.session.get_service_model(name)
        return self.models[service]

    def check(self, line):
        request = Request(line)
        check_signature(request)
        self.regions[request.region] += 1
        if request.service == "execute-api":
            self.seen[request.service][request.method] += 1
            is_shops = re.search(r"/dev/(stock|payment|orders)/", request.path) and request.method != "GET"
            demand(not is_shops or "idempotency-key" in request.headers, "it has no idempotency key")
            return
        model = self.model(request.service)
        demand(model.signing_name == request.service, f"it is signed for {request.service}, not for {model.signing_name}")
        found, value = read(request, model)
        self.seen[request.service][found.name] += 1
        if found.input_shape:
            check(found.input_shape, value, found.name)
        check_region(request, found.name, value, self.stacks)
        token = found.idempotent_members or [TOKENS[found.name]] if found.name in TOKENS else found.idempotent_members
        demand(all(value.get(name) for name in token), f"{found.name} carries no {' '.join(token)}")

    def missing(self):
        for service, names in EXPECTED.items():
            yield from (f"{service}:{name}" for name in names.split() if not self.seen[service][name])
        yield from (region for region in set(self.stacks.values()) if not self.regions[region])


def self_test():
    """A valid request passes, and each change that makes it invalid is found."""
    def line(service="cloudformation", region="us-west-2", first="POST / HTTP/1.1", body=b"", headers=(), spoil=lambda text: text):
        request = {"host": "h", "x-amz-date": "20260101T000000Z", "content-type": "application/x-www-form-urlencoded", **dict(headers)}
        names = sorted(request)
        method, target, _ = first.split(" ")
        path, _, query = target.partition("?")
        canonical = "\n".join([method, path, query, "".join(f"{name}:{request[name]}\n" for name in names), ";".join(names),
                               hashlib.sha256(body).hexdigest()])
        scope = f"20260101/{region}/{service}/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", "20260101T000000Z", scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = b"AWS4test"
        for part in ("20260101", region, service, "aws4_request", text):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        request["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential=test/{scope}, SignedHeaders={';'.join(names)}, Signature={key.hex()}")
        return json.dumps({"request": first, "headers": list(request.items()), "body": base64.b64encode(spoil(body)).decode()})

    delete = b"Action=DeleteStack&Version=2010-05-15&StackName=cake-data-dev&ClientRequestToken=t"
    json_headers = {"x-amz-target": "DynamoDB_20120810.DescribeTable", "content-type": "application/x-amz-json-1.0"}
    table = dict(service="dynamodb", headers=json_headers)
    right = [dict(body=delete), dict(body=b'{"TableName": "cake-dev"}', **table),
             dict(service="lambda", first="GET /2015-03-31/functions/f/configuration HTTP/1.1")]
    wrong = {
        "the signature does not fit": dict(body=delete, spoil=lambda body: body + b" "),
        "carries no": dict(body=delete.replace(b"&ClientRequestToken=t", b"")),
        "which belongs to": dict(body=delete, region="us-east-1"),
        "unknown fields": dict(body=delete + b"&Other=1"),
        "no operation": dict(body=delete.replace(b"DeleteStack", b"DeleteStacks")),
        "beyond its": dict(body=delete.replace(b"Token=t", b"Token=" + b"t" * 129)),
        "does not fit": dict(body=delete.replace(b"Token=t", b"Token=-")),
        "not one of": dict(body=delete + b"&DeletionMode=ALL"),
        "lacks": dict(body=delete.replace(b"&StackName=cake-data-dev", b"")),
        "has no": dict(body=b'{"TableName": "cake-dev", "Other": 1}', **table),
        "is a int": dict(body=b'{"TableName": 1}', **table),
        "no operation of": dict(service="lambda", first="GET /2015-03-31/function/f HTTP/1.1"),
        "there is no service": dict(service="clouds", body=delete),
    }
    record = Record()
    for request in right:
        record.check(line(**request))
    for text, request in wrong.items():
        try:
            record.check(line(**request))
        except Wrong as found:
            assert text in str(found), f"{found}, not {text}"
        else:
            raise AssertionError(f"nothing is found of '{text}'")


def main():
    global SECRET
    self_test()
    SECRET = pathlib.Path(sys.argv[1]).with_suffix(".key").read_text()
    record, found = Record(), []
    lines = pathlib.Path(sys.argv[1]).read_text().splitlines()
    for number, line in enumerate(lines, 1):
        try:
            record.check(line)
        except Wrong as wrong:
            found.append(f"request {number}: {json.loads(line)['request'][:100]}: {wrong}")
    found += [f"never seen: {name}" for name in record.missing()]
    if found:
        print(*found, sep="\n")
        sys.exit(1)
    operations = sum(len(names) for names in record.seen.values())
    print(f"{len(lines)} requests, {operations} operations of {len(record.seen)} services, {len(record.regions)} regions: as AWS's models")


if __name__ == "__main__":
    main()
