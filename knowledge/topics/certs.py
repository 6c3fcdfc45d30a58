"""Certificates by tier, and what says more than any of them. Topic `certs`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.factids import kind_of
from knowledge.load import Knowledge
from knowledge.schema import Fact


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate as one fact files it. `proves` is what the guide says that it shows, where it says so."""

    name: str
    proves: str | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the guides say of certificates."""

    tiers: Mapping[int, tuple[Certificate, ...]]
    """Tier → certificates; one that a guide files in two tiers stands in both, with its note."""
    advice: tuple[Fact, ...]
    """What a tier as a whole is worth, or asks for besides."""
    named: tuple[Fact, ...]
    """Lists of other guides, who sort nothing into tiers."""
    stronger: tuple[Fact, ...]
    """Signals that say more."""


def certificates(knowledge: Knowledge) -> Certificates:
    """All of it, in file order."""
    topic = knowledge.topic("certs")
    tiers: dict[int, list[Certificate]] = {}
    for fact in topic:
        names = fact.values.get("items", ()) if "tier" in fact.values else ()
        for name in (fact.values["certificate"],) if "certificate" in fact.values else names:
            tiers.setdefault(int(fact.values["tier"]), []).append(Certificate(str(name), fact.values.get("proves"), fact))
    filed = {each.fact.id for tier in tiers.values() for each in tier}
    stronger = tuple(fact for fact in topic if kind_of(fact) == "stronger")
    rest = [fact for fact in topic if fact.id not in filed and fact not in stronger]
    return Certificates(
        tiers={number: tuple(tiers[number]) for number in sorted(tiers)},
        advice=tuple(fact for fact in rest if "items" not in fact.values),
        named=tuple(fact for fact in rest if "items" in fact.values),
        stronger=stronger,
    )
