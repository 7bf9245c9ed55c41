"""A plain HTTP load generator: bodies sent as fast as they are answered, with a fixed concurrency, on persistent connections.

It does nothing else: requests are written as bytes that were made before, and of an answer only the status and the
length are read.
"""

import asyncio
import time
import urllib.parse


def _lines(headers):
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()


async def _work(host, port, head, requests, failures):
    reader, writer = await asyncio.open_connection(host, port)
    for own, body in requests:
        writer.write(head + own + b"content-length: %d\r\n\r\n" % len(body) + body)
        status = (await reader.readline()).split(b" ", 2)[1]
        length, chunked = 0, False
        while (line := await reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.lower().partition(b":")
            if name == b"content-length":
                length = int(value)
            chunked |= name == b"transfer-encoding" and b"chunked" in value
        if chunked:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            await reader.readexactly(length)
        if not 200 <= int(status) < 300:
            failures.append(status.decode())
    writer.close()


async def _post_all(url, headers, requests, at_once):
    parts = urllib.parse.urlsplit(url)
    head = f"POST {parts.path} HTTP/1.1\r\nhost: {parts.netloc}\r\n".encode() + _lines(headers)
    failures, rest = [], iter([(_lines(own), body) for own, body in requests])
    began = time.perf_counter()
    # One iterator for all: the next free worker takes the next body.
    workers = [_work(parts.hostname, parts.port, head, rest, failures) for _ in range(at_once)]
    await asyncio.gather(*workers)
    return time.perf_counter() - began, failures


def post_all(url, headers, requests, at_once):
    """Posts every request, given by its own headers and its body; the seconds it took. Ends the bench when the server refuses one."""
    seconds, failures = asyncio.run(_post_all(url, headers, requests, at_once))
    if failures:
        raise SystemExit(f"{url}: {len(failures)} requests were refused, the first with {failures[0]}")
    return seconds
