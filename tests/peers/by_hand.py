"""Requests written by hand, as no well-behaved client would write them."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit


async def on_the_line(url: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """Write a POST, then nothing more; the first line of what comes back. With a `length` of its own the body ends early."""
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    named = headers if any(each.startswith("Host:") for each in headers) else (f"Host: {at.netloc}", *headers)
    head = [f"POST {at.path} HTTP/1.1", *named, f"Content-Length: {len(body) if length is None else length}"]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    if length is not None:
        writer.write_eof()
    try:
        return await reader.readline()
    finally:
        writer.close()
