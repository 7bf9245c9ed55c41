"""How long a function's program takes from its start to its first request for work, as on AWS: region, credentials and root
certificates are read, and no endpoint is given."""

import os
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

# A Debian machine has them in a folder too, which would be read in addition.
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

# A do-nothing function: the runtime, and no AWS client.
CARGO = """[package]
name = "nothing"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
lambda_runtime = {{ version = "1", default-features = false }}
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "rt"] }}

{profiles}
"""
MAIN = """use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(async |event: LambdaEvent<Value>| Ok::<_, Error>(event.payload))).await
}
"""


def do_nothing(folder, profiles, lock):
    """Builds a function that does nothing with the profiles and the versions of the project; its program."""
    folder = Path(folder)
    (folder / "src").mkdir(parents=True)
    (folder / "Cargo.toml").write_text(CARGO.format(profiles=profiles))
    (folder / "src/main.rs").write_text(MAIN)
    (folder / "Cargo.lock").write_text(lock)
    subprocess.run(["cargo", "build", "--quiet", "--release", "--target-dir", "target"], cwd=folder, check=True)
    return folder / "target/release/nothing"


def environment(handler, api):
    """What Lambda sets, and what the functions of the templates get."""
    return {
        "PATH": os.environ["PATH"],
        "AWS_LAMBDA_RUNTIME_API": api,
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_LOG_GROUP_NAME": "bench",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
        "AWS_REGION": "us-west-2",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token",
        "_HANDLER": handler,
        "SSL_CERT_FILE": CERTIFICATES,
        "TABLE_NAME": "bench",
    }


def start(program, handler):
    """One start: milliseconds until the program asks the runtime's interface for its first event."""
    with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryFile() as output:
        server.settimeout(10)
        host, port = server.getsockname()
        began = time.perf_counter()
        child = subprocess.Popen(
            [program], env=environment(handler, f"{host}:{port}"), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            connection, _ = server.accept()
            with connection:
                asked = connection.recv(4096)
            took = time.perf_counter() - began
        except TimeoutError:
            output.seek(0)
            raise SystemExit(f"{program} asked for no event:\n{output.read().decode()}") from None
        finally:
            child.kill()
            child.wait()
    if b"/runtime/invocation/next" not in asked:
        raise SystemExit(f"{program} asked for something else: {asked!r}")
    return took * 1000


def medians(programs, rounds):
    """Medians by name over alternating starts, so that what else the machine does hits all alike."""
    times = {name: [] for name in programs}
    for _ in range(rounds):
        for name, (program, handler) in programs.items():
            times[name].append(start(program, handler))
    return {name: statistics.median(values) for name, values in times.items()}
