"""Calls from one thread, without a library's threads: the process that makes them forks others."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.slack.wiring import PATIENCE_SECONDS
from tests.slack.door import FORM, signature


def call(url: str, body: Any) -> Any:
    """POST a JSON document to a peer and return its answer."""
    return json.loads(_post(url, json.dumps(body).encode(), {"Content-Type": "application/json"}, 30))


def slash(port: int, fields: dict[str, str], seconds: float = 5.0) -> dict[str, Any] | None:
    """A signed slash command. The answer; empty where it is a message of its own; None where there was none.

    None: the process died, or was too slow. An acknowledgement that is empty and comes at once was sent after the deed was done.
    """
    body, begun = urlencode(fields).encode(), time.monotonic()
    try:
        said = _post(f"http://127.0.0.1:{port}/slack/events", body, {"Content-Type": FORM, **signature(body)}, seconds)
        if not said:
            return {} if time.monotonic() - begun < PATIENCE_SECONDS else None
        return dict(json.loads(said))
    except (OSError, http.client.HTTPException, ValueError):
        return None


def healthy(port: int) -> bool:
    """Whether /healthz says so: by then the process has settled in, and takes a signal as it should."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def _post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> bytes:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=seconds)
    try:
        connection.request("POST", parts.path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise OSError(f"{url} answered {answer.status}: {said[:200]!r}")
        return said
    finally:
        connection.close()
