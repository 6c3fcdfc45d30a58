"""The outbox: put once, claimed by one, marked by who holds it, in order within a channel."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage import outbox
from storage.database import Database
from storage.enums import OutboxStatus
from storage.ids import new_id
from storage.models import Outbox
from storage.outbox import Claim
from storage.unit import table_of
from tests.storage.rows import NOW, Search, happened

SECOND = timedelta(seconds=1)


def put(db: Database, key: str, channel: str = "C1", *, at: datetime = NOW, workspace: str = "acme", **more: Any) -> str | None:
    address = {"system": "slack", "channel": channel, "thread": key}
    return db.write(workspace, lambda unit: outbox.put(unit, key, "nudge", {"nudge": key}, address, at, **more))


def claim(db: Database, now: datetime = NOW, limit: int = 50) -> list[Claim]:
    return db.write_system(lambda unit: outbox.claim(unit, now, limit, lease_seconds=30))


def stored(db: Database, key: str) -> Outbox:
    row = db.read("acme", lambda unit: unit.one(Outbox, table_of(Outbox).c.key == key))
    assert row is not None
    return row


def test_a_key_is_put_once(db: Database) -> None:
    assert put(db, "offer-out")
    assert put(db, "offer-out") is None
    assert put(db, "offer-out", workspace="globex")


def test_a_claim_carries_what_was_put(db: Database) -> None:
    put(db, "offer-out")
    (row,) = claim(db)
    assert (row.workspace_id, row.key, row.kind, row.refs) == ("acme", "offer-out", "nudge", {"nudge": "offer-out"})
    assert (row.attempts, row.in_doubt, row.lease_until, row.address["channel"]) == (1, False, NOW + 30 * SECOND, "C1")


def test_nothing_is_claimed_before_its_time(db: Database) -> None:
    put(db, "later", at=NOW + SECOND)
    assert claim(db) == []
    assert [row.key for row in claim(db, NOW + SECOND)] == ["later"]


def test_a_channel_has_one_message_on_its_way_and_keeps_its_order(db: Database) -> None:
    for key in ("a", "b", "c"):
        put(db, key)
    put(db, "elsewhere", channel="C2")
    said = []
    while rows := claim(db):
        said.append([row.key for row in rows])
        assert claim(db) == []
        for row in rows:
            assert db.write_system(lambda unit, row=row: outbox.mark_sent(unit, row, {"ts": "1"}, NOW))
    assert said == [["a", "elsewhere"], ["b"], ["c"]]


def test_a_message_that_waits_for_another_try_holds_up_its_channel_only(db: Database) -> None:
    for key, channel in (("a", "C1"), ("b", "C1"), ("x", "C2")):
        put(db, key, channel)
    a, x = claim(db)
    db.write_system(lambda unit: (outbox.retry(unit, a, NOW + 60 * SECOND, "throttled"), outbox.mark_sent(unit, x, None, NOW)))
    assert claim(db, NOW + 30 * SECOND) == []
    assert [row.key for row in claim(db, NOW + 60 * SECOND)] == ["a"]


def test_a_message_put_for_later_holds_up_nothing(db: Database) -> None:
    put(db, "tomorrow", at=NOW + timedelta(days=1))
    put(db, "now")
    assert [row.key for row in claim(db)] == ["now"]


def test_what_was_put_for_later_comes_nearer_and_what_waits_for_another_try_does_not(db: Database) -> None:
    put(db, "failed")
    (failed,) = claim(db)
    db.write_system(lambda unit: outbox.retry(unit, failed, NOW + timedelta(minutes=1), "throttled"))
    put(db, "tomorrow", at=NOW + timedelta(days=1))
    assert db.read_system(lambda unit: outbox.next_put_for_later(unit, NOW)) == NOW + timedelta(days=1)
    db.write_system(lambda unit: outbox.bring_nearer(unit, timedelta(hours=20), NOW))
    assert stored(db, "tomorrow").next_try_at == stored(db, "tomorrow").created_at == NOW + timedelta(hours=4)
    assert stored(db, "failed").next_try_at == NOW + timedelta(minutes=1)
    assert db.read_system(lambda unit: outbox.next_put_for_later(unit, NOW + timedelta(hours=4))) is None


def test_one_busy_channel_does_not_starve_the_others(db: Database) -> None:
    for number in range(30):
        put(db, f"busy-{number}")
    put(db, "quiet", channel="C2")
    assert [row.key for row in claim(db, limit=2)] == ["busy-0", "quiet"]


def test_two_claims_in_one_channel_are_refused_by_the_schema(db: Database) -> None:
    for key in ("a", "b"):
        put(db, key)
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.update(Outbox, status="claimed", lease_until=NOW))


def test_many_are_marked_in_one_go_unless_one_has_been_taken_over(db: Database) -> None:
    for key, channel in (("a", "C1"), ("b", "C2"), ("c", "C3")):
        put(db, key, channel=channel)
    before = claim(db)
    sent = [(row, {"ts": row.key}, NOW) for row in before]
    (again,) = (row for row in claim(db, NOW + 30 * SECOND) if row.key == "b")
    assert not db.write_system(lambda unit: outbox.mark_all_sent(unit, [sent[1], (again, {"ts": "b"}, NOW)]))
    assert not db.write_system(lambda unit: outbox.mark_all_sent(unit, sent))


def test_many_that_are_marked_keep_each_its_own_name_and_time(db: Database) -> None:
    for key, channel in (("a", "C1"), ("b", "C2")):
        put(db, key, channel=channel)
    sent = [(row, {"ts": row.key}, NOW + place * SECOND) for place, row in enumerate(claim(db))]
    assert db.write_system(lambda unit: outbox.mark_all_sent(unit, sent))
    assert [(stored(db, key).platform_ref, stored(db, key).sent_at) for key in "ab"] == [
        ({"ts": "a"}, NOW), ({"ts": "b"}, NOW + SECOND),
    ]  # fmt: skip


def test_a_claim_whose_lease_ran_out_is_taken_over_in_doubt(db: Database) -> None:
    put(db, "a")
    (first,) = claim(db)
    assert claim(db, NOW + 29 * SECOND) == []
    (second,) = claim(db, NOW + 30 * SECOND)
    assert (second.attempts, second.taken_over, second.may_have_arrived, second.in_doubt) == (2, True, False, True)
    assert not db.write_system(lambda unit: outbox.mark_sent(unit, first, {"ts": "1"}, NOW))
    assert db.write_system(lambda unit: outbox.mark_sent(unit, second, {"ts": "2"}, NOW))
    assert stored(db, "a").platform_ref == {"ts": "2"}
    assert not db.write_system(lambda unit: outbox.retry(unit, second, NOW, "late"))


@pytest.mark.parametrize("began", [True, False])
def test_a_send_that_began_is_known_to_who_takes_over(db: Database, began: bool) -> None:
    put(db, "a")
    (first,) = claim(db)
    if began:
        assert db.write_system(lambda unit: outbox.opening(unit, first))
    (second,) = claim(db, NOW + 60 * SECOND)
    assert second.may_have_arrived is began


def test_doubt_stays_until_somebody_knows_better(db: Database) -> None:
    put(db, "a")
    claim(db)
    (row,) = claim(db, NOW + 60 * SECOND)
    db.write_system(lambda unit: outbox.retry(unit, row, NOW, "could not ask"))
    (row,) = claim(db)
    assert row.may_have_arrived
    db.write_system(lambda unit: outbox.retry(unit, row, NOW, "absent", may_have_arrived=False))
    (row,) = claim(db)
    assert not row.in_doubt


def test_what_ends_in_trouble_is_visible_and_never_claimed_again(db: Database) -> None:
    put(db, "a")
    put(db, "b", channel="C2")
    put(db, "c", channel="C3")
    a, b, c = claim(db)
    db.write_system(lambda unit: outbox.mark_unclear(unit, a, "cut"))
    db.write_system(lambda unit: outbox.give_up(unit, b, "gone"))
    db.write_system(lambda unit: outbox.drop(unit, c, "done"))
    assert claim(db, NOW + timedelta(days=1)) == []
    seen = db.read("acme", lambda unit: unit.all(Outbox, order_by=Outbox.id))
    ended = [(row.key, row.status, row.last_error) for row in seen]
    assert ended == [("a", "unclear", "cut"), ("b", "given_up", "gone"), ("c", "cancelled", "done")]


def test_only_what_is_not_claimed_can_be_cancelled(db: Database) -> None:
    put(db, "a")
    put(db, "b")
    claim(db)
    cancelled = {key: db.write("acme", lambda unit, key=key: outbox.cancel(unit, key)) for key in ("a", "b", "none")}
    assert cancelled == {"a": False, "b": True, "none": False}
    assert stored(db, "b").status is OutboxStatus.CANCELLED


def test_an_undone_events_messages_are_cancelled(db: Database, search: Search) -> None:
    event = db.write("acme", lambda unit: unit.add(happened(search)))
    put(db, "a", cause_id=event.id)
    put(db, "b", channel="C2")
    assert db.write("acme", lambda unit: outbox.cancel_caused_by(unit, event.id)) == 1
    assert [row.key for row in claim(db)] == ["b"]


def test_what_has_gone_out_since_is_found_and_what_still_waits_is_not(db: Database) -> None:
    put(db, "before")
    (row,) = claim(db)
    db.write_system(lambda unit: outbox.mark_sent(unit, row, {"ts": "1"}, NOW))
    since = new_id()
    put(db, "on its way")
    claim(db)
    put(db, "waits", channel="C2")
    assert [each.key for each in db.read("acme", lambda unit: outbox.gone_out(unit, since))] == ["on its way"]


def test_four_threads_never_get_the_same_message(db: Database) -> None:
    """300 messages in 40 channels; each thread claims, marks and claims again until all are sent."""
    for number in range(300):
        put(db, f"m{number:03}", channel=f"C{number % 40}")
    sent: list[str] = []
    lock = threading.Lock()

    def work() -> None:
        while True:
            rows = claim(db, limit=7)
            if not rows and db.read_system(lambda unit: unit.one(Outbox, Outbox.status == "queued")) is None:
                return
            for row in rows:
                with lock:
                    sent.append(row.key)
                assert db.write_system(lambda unit, row=row: outbox.mark_sent(unit, row, {}, NOW))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == len(set(sent)) == 300
    for channel in range(40):
        keys = [key for key in sent if int(key[1:]) % 40 == channel]
        assert keys == sorted(keys)
