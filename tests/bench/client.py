"""HTTP clients that cost next to nothing: the request's bytes are ready, the answer is read up to its length."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Sequence
from time import perf_counter
from urllib.parse import urlsplit

MOST = 1 << 20


def request(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A POST as it goes over the wire, on a connection that stays open."""
    address = urlsplit(url)
    lines = [f"POST {address.path} HTTP/1.1", f"Host: {address.netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join((*lines, "", "")).encode() + body


class Line:
    """One client: a blocking connection."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        assert address.hostname and address.port
        self._socket = socket.create_connection((address.hostname, address.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, sent: bytes) -> tuple[float, bytes]:
        """(Seconds from the first byte out to the last byte in, the answer's body). Raises where the status is not 200."""
        begun = perf_counter()
        self._socket.sendall(sent)
        got = self._socket.recv(MOST)
        while (end := _end(got)) is None or len(got) < end[1]:
            more = self._socket.recv(MOST)
            if not more:
                raise ConnectionError("the server hung up")
            got += more
        taken = perf_counter() - begun
        if not got.startswith(b"HTTP/1.1 200"):
            raise ValueError(got[:200])
        return taken, got[end[0] :]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _end(got: bytes) -> tuple[int, int] | None:
    """(Where the body begins, where it ends), None while the head is not complete."""
    head = got.find(b"\r\n\r\n")
    if head < 0:
        return None
    named = got[:head].lower().partition(b"content-length:")[2].split(b"\r\n")[0]
    return head + 4, head + 4 + int(named)


def throughput(url: str, sent: Sequence[bytes], clients: int) -> float:
    """Answers a second, with so many clients that each ask again as soon as they are answered."""
    return asyncio.run(_throughput(url, sent, clients))


async def _throughput(url: str, sent: Sequence[bytes], clients: int) -> float:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    loop = asyncio.get_running_loop()
    waiting = iter(sent)
    asking = [_Asking(waiting, loop.create_future()) for _ in range(clients)]
    for one in asking:
        await loop.create_connection(lambda one=one: one, host, port)  # type: ignore[misc]
    begun = perf_counter()
    for one in asking:
        one.next()
    await asyncio.gather(*(one.done for one in asking))
    taken = perf_counter() - begun
    for one in asking:
        one.hang_up()
    return len(sent) / taken


class _Asking(asyncio.Protocol):
    """One of many clients: sends the next request that nobody has taken until there is none."""

    def __init__(self, waiting: Iterator[bytes], done: asyncio.Future[None]) -> None:
        self.done = done
        self._waiting = waiting
        self._got = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def next(self) -> None:
        """Ask what comes next."""
        sent = next(self._waiting, None)
        if sent is None:
            self.done.set_result(None)
        elif self._transport:
            self._transport.write(sent)

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = _end(self._got)
        if end is None or len(self._got) < end[1]:
            return
        if not self._got.startswith(b"HTTP/1.1 200"):
            self.done.set_exception(ValueError(self._got[:200]))
            return
        self._got = self._got[end[1] :]
        self.next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server hung up"))

    def hang_up(self) -> None:
        if self._transport:
            self._transport.close()
