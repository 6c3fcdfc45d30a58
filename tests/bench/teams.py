"""Teams over HTTP: a message, its card posted to the connector, beside the static reply of the library's own adapter."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from tests.bench.client import Line, request
from tests.bench.questions import band_questions
from tests.bench.serving import bare, ours
from tests.bench.table import Outcome
from tests.peers.teams_connector import TeamsConnector

QUESTIONS, WARM = 200, 20
SETTINGS = "teams: {local_only: true}"
"""Both sides check no token: what is compared is the turn."""


def measure() -> list[Outcome]:
    """Median time of a message, the answer to it delivered to the connector; both servers take turns."""
    with _connector() as service_url, ours({}, SETTINGS) as door, bare("teams") as reference:
        questions = band_questions(WARM + QUESTIONS)
        _alternate(service_url, door, reference, questions[:WARM])
        mine, theirs = _alternate(service_url, door, reference, questions[WARM:])
    return [Outcome("teams-one", median(mine) * 1e3, median(theirs) * 1e3)]


@contextmanager
def _connector() -> Iterator[str]:
    """The stand-in for Microsoft's connector, on a loop in a thread of its own."""
    loop, peer = asyncio.new_event_loop(), TeamsConnector()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(peer.__aenter__(), loop).result()
    try:
        yield peer.service_url
    finally:
        asyncio.run_coroutine_threadsafe(peer.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _alternate(service_url: str, door: str, reference: str, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of every message at the one and at the other, sent in turn."""
    lines = [(Line(url), url) for url in (door, reference)]
    taken: tuple[list[float], list[float]] = ([], [])
    for number, question in enumerate(questions):
        for (line, url), times in zip(lines, taken, strict=True):
            times.append(line.ask(request(url, _message(service_url, question, number), {"Content-Type": "application/json"}))[0])
    for line, _ in lines:
        line.close()
    return taken


def _message(service_url: str, text: str, number: int) -> bytes:
    """A person's message as Teams sends it."""
    activity = {
        "type": "message", "id": str(1_700_000_000_000 + number), "timestamp": "2026-11-20T12:00:00.000Z", "text": text,
        "serviceUrl": service_url, "channelId": "msteams", "from": {"id": "29:mei", "name": "Mei", "aadObjectId": "aad-mei"},
        "recipient": {"id": "28:bot", "name": "mlhire"}, "locale": "en-US", "textFormat": "plain",
        "conversation": {"id": "a:personal", "conversationType": "personal", "tenantId": "tenant-1"},
        "channelData": {"tenant": {"id": "tenant-1"}}, "localTimezone": "America/Los_Angeles",
    }  # fmt: skip
    return json.dumps(activity).encode()
