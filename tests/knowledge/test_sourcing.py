"""Where to look: every pool and signal of the guides is placed, once, in its source's order."""

from pathlib import Path

import pytest

from knowledge.load import Knowledge, load
from knowledge.topics.sourcing import SourcingBook

OWN_SOURCE = (
    "sources:\n  - {id: acme, title: Acme, publisher: Acme, as_of: '2026-10', counts: Acme, interest: itself, own: true}\n"
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def book(knowledge: Knowledge) -> SourcingBook:
    return SourcingBook(knowledge)


def test_every_fact_that_carries_a_signal_is_shown_under_it(knowledge: Knowledge, book: SourcingBook) -> None:
    carrying = {fact.id for fact in knowledge.topic("sourcing") if "signal" in fact.values}
    assert {place.fact.id for places in book.sourcing().signals.values() for place in places} == carrying


def test_every_pool_with_a_place_in_its_source_is_listed(knowledge: Knowledge, book: SourcingBook) -> None:
    placed = {fact.id for fact in knowledge.topic("sourcing") if "order" in fact.values}
    assert placed <= {pool.fact.id for pool in book.sourcing().pools}


def test_nothing_about_sourcing_is_left_unshown(knowledge: Knowledge, book: SourcingBook) -> None:
    found = book.sourcing()
    shown = {place.fact.id for place in (*found.pools, *found.avoid)} | {
        place.fact.id for places in found.signals.values() for place in places
    }
    shown |= {fact.id for fact in found.reach} | {found.reading.id}
    of_the_topic = {fact.id for fact in knowledge.by_topic["sourcing"]}
    assert of_the_topic - shown <= {"kore1.sourcing.most-of-the-job", "kore1.sourcing.pools-in-order"}


def test_a_lane_has_its_pools_first_and_loses_none(book: SourcingBook) -> None:
    assert {pool.fact.id for pool in book.sourcing("research").pools} == {pool.fact.id for pool in book.sourcing().pools}
    assert book.sourcing("research").suited and len(book.sourcing("research").suited) < len(book.sourcing().pools)


def test_the_message_that_lands_is_known(book: SourcingBook) -> None:
    answered = book.sourcing().answered
    assert answered and answered.values["lands"]["value"] == 4


def test_a_companys_own_pool_comes_first(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(OWN_SOURCE)
    (tmp_path / "own.yaml").write_text(
        "topic: sourcing\nfacts:\n  - {id: acme.sourcing.alumni, source: acme, as_of: '2026-10', statement: Our alumni return.,"
        " values: {name: our alumni}}\n"
    )
    first = SourcingBook(load(tmp_path)).sourcing("mlops").pools[0]
    assert (first.name, first.fact.source) == ("our alumni", "acme")
