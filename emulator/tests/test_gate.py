"""Who is answered: programs that have the installation's key, and no page in a browser.

Each case has a request that is right but for one thing.
"""

import http.client
import io
import json
import os
import stat
import urllib.error
import urllib.request
import zipfile

import botocore.session
import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from survival import Survivor

LIST_TABLES = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.ListTables"}

CALLS_BACK = """
import os, botocore.session
def handle(event, context):
    buckets = botocore.session.Session().create_client("s3", region_name="us-east-1").list_buckets()["Buckets"]
    return {"secret": os.environ["AWS_SECRET_ACCESS_KEY"], "buckets": [one["Name"] for one in buckets]}
"""


class Asked(Survivor):
    """An emulator with a bucket and an API, and requests to it as they are on the wire."""

    def prepare(self):
        self.client("s3").create_bucket(Bucket="gate")
        self.client("s3").put_object(Bucket="gate", Key="k", Body=b"content")
        gateway = self.client("apigateway")
        self.api = gateway.create_rest_api(name="gate")["id"]
        root = gateway.get_resources(restApiId=self.api)["items"][0]["id"]
        for part, authorization in (("open", "NONE"), ("closed", "AWS_IAM")):
            made = gateway.create_resource(restApiId=self.api, parentId=root, pathPart=part)["id"]
            place = {"restApiId": self.api, "resourceId": made, "httpMethod": "GET"}
            gateway.put_method(**place, authorizationType=authorization)
            gateway.put_method_response(**place, statusCode="200")
            gateway.put_integration(**place, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
            gateway.put_integration_response(**place, statusCode="200")
        gateway.create_deployment(restApiId=self.api, stageName="dev")

    def send(self, method, path, body=b"", headers=None):
        """Status, headers and body of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = dict(headers or {})
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def signed(self, method, path, body=b"", headers=None, service="dynamodb", secret=None, sign=SigV4Auth):
        """The headers of a request that is signed, with the right key unless another is given."""
        request = AWSRequest(method, f"{self.endpoint}{path}", data=body, headers=headers or {})
        sign(Credentials("test", secret or self.secret()), service, "us-east-1").add_auth(request)
        return dict(request.headers.items())

    def list_tables(self, spoil=lambda headers: headers, body=b"{}", **options):
        headers = self.signed("POST", "/", b"{}", LIST_TABLES, **options)
        return self.send("POST", "/", body, spoil(headers))

    def called(self, path, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("GET", f"/_aws/execute-api/{self.api}/dev{path}", headers=names)[0]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    one = Asked(tmp_path_factory.mktemp("emulator"))
    one.start()
    one.prepare()
    yield one
    one.stop()


def test_what_is_signed_is_answered_and_no_page_may_read_it(emulator):
    status, headers, body = emulator.list_tables()
    assert status == 200 and json.loads(body) == {"TableNames": []}
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "localhost"])
def test_each_name_of_this_machine_may_be_used(emulator, host):
    host = host.format(port=emulator.port)
    headers = emulator.signed("POST", "/", b"{}", {**LIST_TABLES, "Host": host})
    assert emulator.send("POST", "/", b"{}", {**headers, "Host": host})[0] == 200


def test_the_name_of_a_bucket_may_be_in_front(emulator):
    host = f"gate.localhost:{emulator.port}"
    headers = emulator.signed("GET", "/k", headers={"Host": host}, service="s3", sign=S3SigV4Auth)
    assert emulator.send("GET", "/k", headers={**headers, "Host": host})[2] == b"content"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:{port}", "localhost.evil", "10.0.0.1", ""])
def test_a_name_that_was_pointed_at_this_machine_is_refused(emulator, host):
    host = host.format(port=emulator.port)
    headers = emulator.signed("POST", "/", b"{}", {**LIST_TABLES, "Host": host})
    assert emulator.send("POST", "/", b"{}", {**headers, "Host": host})[0] in (400, 403)
    assert emulator.called("/open", Host=host) in (400, 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1", "file://"])
def test_a_page_is_refused_whatever_it_sends(emulator, origin):
    status, headers, _ = emulator.list_tables(lambda headers: {**headers, "Origin": origin})
    assert status == 403 and "access-control-allow-origin" not in headers
    assert emulator.called("/open", Origin=origin) == 403
    assert emulator.send("GET", "/_ministack/health", headers={"Origin": origin})[0] == 403
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    status, headers, _ = emulator.send("OPTIONS", "/2015-03-31/functions", headers=asked)
    assert status == 403 and "access-control-allow-origin" not in headers


def test_a_page_cannot_make_a_function_or_reset_or_read_mail(emulator):
    make = json.dumps({"FunctionName": "f", "Role": "arn:aws:iam::000000000000:role/r", "Code": {"ZipFile": ""}}).encode()
    for method, path, body in [("POST", "/2015-03-31/functions", make), ("POST", "/_ministack/reset", b""),
                               ("GET", "/_ministack/ses/messages", b""), ("POST", "/_ministack/config", b"{}"),
                               ("GET", "/gate/k", b""), ("GET", "/_ministack/lambda-code/f", b""), ("OPTIONS", "/", b"")]:
        status, headers, _ = emulator.send(method, path, body, {"Content-Type": "text/plain"})
        assert status == 403, path
        assert "access-control-allow-origin" not in headers
    assert emulator.client("s3").get_object(Bucket="gate", Key="k")["Body"].read() == b"content"


def test_another_key_is_refused(emulator):
    for secret in ("test", "x" * 40):
        status, _, body = emulator.list_tables(secret=secret)
        assert status == 403 and b"provision local env" in body


def test_a_signature_is_for_one_body_one_path_and_some_minutes(emulator):
    assert emulator.list_tables(body=b'{"Limit": 1}')[0] == 403
    headers = emulator.signed("POST", "/", b"{}", LIST_TABLES)
    assert emulator.send("POST", "/other", b"{}", headers)[0] == 403
    assert emulator.send("POST", "/?a=b", b"{}", headers)[0] == 403
    assert emulator.list_tables(lambda headers: {**headers, "X-Amz-Date": "20200101T000000Z"})[0] == 403
    assert emulator.list_tables(lambda headers: {**headers, "Authorization": headers["Authorization"][:-1] + "x"})[0] == 403
    assert emulator.list_tables(lambda headers: {"Authorization": "AWS4-HMAC-SHA256 nonsense"})[0] == 403
    assert emulator.list_tables(lambda headers: {"Authorization": "Bearer x"})[0] == 403


def test_the_hash_that_s3_signs_is_that_of_the_body(emulator):
    headers = emulator.signed("PUT", "/gate/new", b"mine", service="s3", sign=S3SigV4Auth)
    assert emulator.send("PUT", "/gate/new", b"evil", headers)[0] == 403
    assert emulator.send("PUT", "/gate/new", b"mine", headers)[0] == 200


def test_sessions_are_known_by_their_token(emulator):
    role = emulator.client("iam").create_role(RoleName="session", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    given = emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]

    def tables(token):
        return botocore.session.Session().create_client(
            "dynamodb", region_name="us-east-1", endpoint_url=emulator.endpoint, aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"], aws_session_token=token).list_tables()

    assert tables(given["SessionToken"])["TableNames"] == []
    with pytest.raises(ClientError):
        tables("other")


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_a_signed_address_of_s3_works_until_it_is_changed(emulator, version):
    client = botocore.session.Session().create_client(
        "s3", region_name="us-east-1", endpoint_url=emulator.endpoint, aws_access_key_id="test",
        aws_secret_access_key=emulator.secret(), config=Config(signature_version=version, s3={"addressing_style": "path"}))
    url = client.generate_presigned_url("get_object", {"Bucket": "gate", "Key": "k"}, 60)
    assert urllib.request.urlopen(url, timeout=10).read() == b"content"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(url.replace("/gate/k", "/gate/l"), timeout=10)
    put = client.generate_presigned_url("put_object", {"Bucket": "gate", "Key": "put"}, 60)
    urllib.request.urlopen(urllib.request.Request(put, b"sent", {"Content-Type": ""}, method="PUT"), timeout=10).close()
    assert client.get_object(Bucket="gate", Key="put")["Body"].read() == b"sent"


def test_a_signed_address_ends(emulator):
    request = AWSRequest("GET", f"{emulator.endpoint}/gate/k")
    S3SigV4QueryAuth(Credentials("test", emulator.secret()), "s3", "us-east-1", expires=-1).add_auth(request)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request.url, timeout=10)


def test_bodies_in_chunks_are_taken(emulator):
    client = emulator.client("s3")
    client.put_object(Bucket="gate", Key="chunks", Body=b"x" * 100_000, ChecksumAlgorithm="CRC32")
    assert client.get_object(Bucket="gate", Key="chunks")["ContentLength"] == 100_000


def test_an_open_method_takes_links_from_mails_and_nothing_from_pages(emulator):
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert emulator.called("/open") == 200
    assert emulator.called("/open", **followed) == 200
    assert emulator.called("/open", Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate") == 200
    for mode, kind in (("no-cors", "image"), ("no-cors", "script"), ("navigate", "iframe"), ("cors", "empty")):
        for site in ("cross-site", "same-site"):
            assert emulator.called("/open", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=kind) == 403


def test_a_closed_method_needs_the_key(emulator):
    path = f"/_aws/execute-api/{emulator.api}/dev/closed"
    assert emulator.called("/closed") == 403
    assert emulator.send("GET", path, headers=emulator.signed("GET", path, service="execute-api"))[0] == 200
    wrong = emulator.signed("GET", path, service="execute-api", secret="test")
    assert emulator.send("GET", path, headers=wrong)[0] == 403


@pytest.mark.parametrize(("method", "path"), [
    ("POST", "/_ministack/reset"), ("POST", "/_ministack/config"), ("GET", "/_ministack/ses/messages"),
    ("PUT", "/_ministack/cfn-response/a"), ("GET", "/dev/open")])
def test_the_name_of_an_api_in_front_opens_nothing(emulator, method, path):
    for name in (f"{emulator.api}.execute-api", "0123abcd.execute-api", "gate.s3"):
        headers = {"Host": f"{name}.localhost:{emulator.port}"}
        assert emulator.send(method, path, b"{}", headers)[0] == 403


def test_health_says_without_a_key_only_that_it_is_there(emulator):
    assert emulator.send("GET", "/_ministack/health")[2] == b"{}"
    headers = emulator.signed("GET", "/_ministack/health")
    assert json.loads(emulator.send("GET", "/_ministack/health", headers=headers)[2])["version"]


def test_a_websocket_of_a_page_is_refused(emulator):
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    for origin in ({}, {"Origin": "https://evil.example"}):
        assert emulator.send("GET", f"/_aws/execute-api/{emulator.api}/dev", headers={**headers, **origin})[0] == 403


def test_what_is_kept_is_the_owners_alone(emulator):
    assert stat.S_IMODE(os.stat(emulator.home).st_mode) == 0o700
    # The log is opened by who starts the emulator.
    for folder, folders, files in os.walk(emulator.home):
        for name in folders + files:
            if os.path.exists(path := os.path.join(folder, name)):
                assert stat.S_IMODE(os.stat(path).st_mode) & 0o077 == 0, path


def test_every_folder_has_a_key_of_its_own_and_keeps_it(emulator, tmp_path):
    other = Asked(tmp_path)
    try:
        other.start()
        first = other.secret()
        assert len(first) == 40 and first != emulator.secret()
        assert emulator.list_tables(secret=first)[0] == 403
        other.stop()
        other.start()
        assert other.secret() == first and other.list_tables()[0] == 200
    finally:
        other.stop()


def test_functions_are_given_the_key_and_call_back(emulator):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", CALLS_BACK)
    functions = emulator.client("lambda")
    functions.create_function(
        FunctionName="calls-back", Runtime="python3.11", Handler="index.handle", Timeout=30,
        Role="arn:aws:iam::000000000000:role/any", Code={"ZipFile": data.getvalue()})
    answer = json.loads(functions.invoke(FunctionName="calls-back")["Payload"].read())
    assert answer == {"secret": emulator.secret(), "buckets": ["gate"]}
