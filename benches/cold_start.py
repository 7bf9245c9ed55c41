"""Cold starts of the functions' programs beside a function that does nothing.

    python3 benches/cold_start.py                  the programs in target/release, which `provision build` makes
    python3 benches/cold_start.py --beside DIR     and beside those of another build, such as of an earlier revision
    python3 benches/cold_start.py --rounds 200     starts of each program; 100 otherwise
    python3 benches/cold_start.py --seed N         the order of an earlier run

A cold start is the time from the start of the process to its request for the first event: what Lambda calls the init phase. It is
measured from outside, by a server that takes the place of Lambda's runtime interface, in the environment that Lambda sets: region,
credentials and root certificates as on AWS, and no endpoint. The do-nothing function has the same runtime and is built with the
same profile; it has no AWS client. Only this phase can be compared with it.

What a function does once, for its first call of AWS, is not in it: it makes the client, parses the root certificates and opens
a connection. So the first event is measured too, from its delivery to the function's response, with one call to a server that
answers as DynamoDB over TLS on this machine, and so is the second event, which finds all of that done. Start and first event
together are compared with the other build, so that work which only moved from one to the other is no gain. Programs are started in
an order that is drawn for each round; numbers are medians, and CPU seconds are those of the process with its kernel time.
"""

import argparse
import contextlib
import os
import random
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, fields
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

from table import Row, print_rows

ROOT = Path(__file__).resolve().parent.parent
# A Debian machine has them in a folder too, which would be read in addition.
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
# Of each system, a function whose request makes one call of DynamoDB.
HANDLERS = {"cake": "list-orders", "coffee": "list-orders", "mailbox": "list-mailboxes", "shop": "list-items"}
LIMIT = 1.2

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

# A request that each of the handlers takes, and the headers that the runtime requires.
EVENT = b'{"httpMethod":"GET","resource":"/"}'
DELIVERY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nLambda-Runtime-Aws-Request-Id: bench\r\n"
    b"Lambda-Runtime-Deadline-Ms: 4102444800000\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-west-2:1:function:bench\r\n"
    b"\r\n%s" % (len(EVENT), EVENT)
)
ACCEPTED = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
# Nothing is found: an answer to every read of a table.
ROWS = b'{"Count":0,"Items":[],"ScannedCount":0}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n%s" % (len(ROWS), ROWS)


@dataclass
class Sample:
    """One process: milliseconds until it asks for an event, and of each of two events."""

    start: float
    first: float = 0.0
    second: float = 0.0
    cpu: float = 0.0


def do_nothing(folder):
    """Builds a function that does nothing with the profiles and the versions of the project; its program."""
    folder = Path(folder)
    (folder / "src").mkdir(parents=True)
    (folder / "Cargo.toml").write_text(CARGO.format(profiles=profiles()))
    (folder / "src/main.rs").write_text(MAIN)
    (folder / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
    subprocess.run(["cargo", "build", "--quiet", "--release", "--target-dir", "target"], cwd=folder, check=True)
    return folder / "target/release/nothing"


def profiles():
    """The sections of Cargo.toml about the profile of functions."""
    sections = ["[" + section for section in (ROOT / "Cargo.toml").read_text().split("\n[")[1:]]
    return "\n".join(section for section in sections if section.startswith("[profile.release"))


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


def request(connection):
    """The next HTTP request of a connection, whole; empty at its end."""
    read = b""
    while True:
        head, end, body = read.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        if end and (b"transfer-encoding: chunked" not in lines or body.endswith(b"0\r\n\r\n")):
            length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
            if len(body) >= length:
                return read
        more = connection.recv(65536)
        if not more:
            return b""
        read += more


def sample(program, handler, service=None):
    """One start of a program; with a service, its first two events as well."""
    with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryFile() as output:
        server.settimeout(10)
        variables = environment(handler, "127.0.0.1:%d" % server.getsockname()[1]) | (service.variables if service else {})
        discard = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
        discard += [(os.POSIX_SPAWN_DUP2, output.fileno(), number) for number in (1, 2)]
        began = perf_counter()
        child = os.posix_spawn(program, [program], variables, file_actions=discard)
        try:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection:
                asked = request(connection)
                taken = Sample((perf_counter() - began) * 1000)
                if b"/runtime/invocation/next" not in asked:
                    raise SystemExit(f"{program} asked for something else: {asked!r}")
                if service:
                    connection.settimeout(10)
                    taken.first, taken.second = event(connection, program), event(connection, program)
        except TimeoutError:
            output.seek(0)
            raise SystemExit(f"{program} asked for no event, or did not end it:\n{output.read().decode()}") from None
        finally:
            os.kill(child, 9)
            usage = os.wait4(child, 0)[2]
    taken.cpu = (usage.ru_utime + usage.ru_stime) * 1000
    return taken


def event(connection, program):
    """Delivers an event for which the program waits; milliseconds until its response. The program then waits again."""
    began = perf_counter()
    connection.sendall(DELIVERY)
    answered = request(connection)
    took = (perf_counter() - began) * 1000
    connection.sendall(ACCEPTED)
    if b"/response" not in answered.split(b"\r\n")[0] or b'"statusCode":5' in answered:
        raise SystemExit(f"the event failed in {program}: {answered!r}")
    request(connection)
    return took


class Service:
    """DynamoDB over TLS, with a certificate that is trusted besides all others."""

    def __init__(self, folder):
        key, certificate, trusted = (Path(folder) / name for name in ("key.pem", "certificate.pem", "trusted.pem"))
        extensions = ["subjectAltName=DNS:localhost", "basicConstraints=critical,CA:FALSE"]
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost"]
        make += ["-keyout", key, "-out", certificate] + [word for text in extensions for word in ("-addext", text)]
        subprocess.run(make, check=True, capture_output=True)
        trusted.write_bytes(Path(CERTIFICATES).read_bytes() + certificate.read_bytes())
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.variables = {"AWS_ENDPOINT_URL": "https://localhost:%d" % self.server.getsockname()[1], "SSL_CERT_FILE": str(trusted)}
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            accepted, _ = self.server.accept()
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # A program is stopped while its connection is open.
            with contextlib.suppress(OSError), accepted, self.context.wrap_socket(accepted, server_side=True) as connection:
                while request(connection):
                    connection.sendall(ANSWER)


def medians(programs, rounds, service=None, seed=None):
    """Medians by name over starts in an order drawn for each round, so that what else the machine does hits all alike.

    Copies are started, since a file that a linker has written can be cached in smaller pieces than one that was unpacked.
    """
    drawn, names = random.Random(seed), list(programs)
    samples = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        copies = {name: shutil.copy(programs[name][0], Path(folder) / name) for name in names}
        for _ in range(rounds):
            drawn.shuffle(names)
            for name in names:
                samples[name].append(sample(copies[name], programs[name][1], service))

    def median(name, field):
        return statistics.median(getattr(taken, field.name) for taken in samples[name])
    return {name: Sample(*(median(name, field) for field in fields(Sample))) for name in programs}


def compared(nothing, taken, what):
    """A cold start beside that of a function that does nothing."""
    detail = f"{taken.start:.2f} ms against {nothing.start:.2f} ms; CPU {taken.cpu:.2f} ms against {nothing.cpu:.2f} ms"
    return Row(f"cold start of {what}: beside a do-nothing function", taken.start / nothing.start, "×", "≤", LIMIT, detail)


def programs(folder):
    """The programs of a build by system, with their handlers."""
    return {system: (str(Path(folder) / f"{system}-functions"), handler) for system, handler in HANDLERS.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", metavar="DIR", help="the folder with the programs of another build")
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="starts of each program")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), metavar="N")
    arguments = parser.parse_args()
    now = programs(ROOT / "target/release")
    before = {f"{system} before": program for system, program in programs(arguments.beside).items()} if arguments.beside else {}
    with tempfile.TemporaryDirectory() as work:
        nothing = str(do_nothing(Path(work) / "nothing"))
        starts = medians({"nothing": (nothing, "nothing"), **before, **now}, arguments.rounds, seed=arguments.seed)
        events = medians({**before, **now}, arguments.rounds, Service(work), arguments.seed)
    rows = [compared(starts["nothing"], starts[name], name) for name in [*now, *before]]
    for system in now if before else ():
        was, took = (events[name].start + events[name].first for name in (f"{system} before", system))
        detail = f"{took:.2f} ms against {was:.2f} ms"
        rows.append(Row(f"start and first event of {system}: share of before", took / was, "×", "≤", 1, detail))
    print(f"cores: {os.cpu_count()}; starts of each program: {arguments.rounds}; seed: {arguments.seed}")
    print_rows(rows)
    for name, taken in events.items():
        print(f"{name}: first event with a call over TLS {taken.first:.2f} ms, second {taken.second:.2f} ms")


if __name__ == "__main__":
    main()
