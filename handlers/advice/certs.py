"""`certs`: certificates by tier, which of them mean anything, and what says more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from handlers.core.answers import cellnames, telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Section, Strong, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.schema import Fact
from knowledge.topics.certs import Certificate, Certificates, certificates

say = Wording("certs")

SHOWN_STRONGER = 3
"""What fits a phone screen; "everything" shows the rest."""
BEST = 1
WHOSE = (
    ("databricks", ("databricks",)),
    ("aws", ("aws", "amazon")),
    ("azure", ("azure", "microsoft")),
    ("gcp", ("gcp", "google", "google cloud")),
    ("kubernetes", ("kubernetes", "cka", "ckad", "k8s")),
)
"""Who gives a certificate, and the words that say so."""
UNTOLD = tuple(
    (name, (name,))
    for name in (
        "tensorflow",
        "pytorch",
        "coursera",
        "udemy",
        "udacity",
        "edx",
        "nvidia",
        "ibm",
        "oracle",
        "snowflake",
        "hugging face",
    )
)
"""Whose certificates people ask about and no guide names."""


class CertsArgs(Arguments):
    """`whose` and `also` ask for the certificates of one publisher or two; `lane` puts its own first; `everything` shows all
    signals and notes."""

    whose: Annotated[str | None, Choose((*WHOSE, *UNTOLD), cuts=True)] = None
    also: Annotated[str | None, Choose((*WHOSE, *UNTOLD))] = None
    lane: Annotated[str | None, Concept("lane")] = None
    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False


@verb(
    "certs",
    CertsArgs,
    summary="Which certificates mean anything, and what says more",
    usage="certs [aws | azure | gcp | databricks | kubernetes]",
    examples=("certs", "certs databricks"),
    aliases=("certificates", "certifications", "certification", "cert"),
    cues=(
        "tier 1",
        "tier one",
        "first tier",
        "certificate",
        "certificates",
        "certification",
        "certifications",
        "certified",
        "cka",
        "certs",
        "certificates worth",
        "certifications worth",
        "certs worth",
        "certificates worth anything",
        *(f"{certs} {really} matter" for certs in ("certs", "certificates") for really in ("actually", "really", "even")),
        "certs matter",
        "certificates matter",
    ),
)
def certs(asked: CertsArgs, at: Context) -> Reply:
    """The tiers in one table, what says more than any certificate, and that lacking one counts against nobody."""
    found = certificates(at.library.knowledge)
    named = tuple(each for each in (asked.whose, asked.also) if each)
    if told := tuple(each for each in named if each in dict(WHOSE)):
        return _of(told, found, at)
    twice = _in_two_tiers(found)
    best = [each.name for each in found.tiers[BEST] if each.name not in twice]
    lead = say.lead(count=len(best), names=best)
    own = telling.own_on("certs", library=at.library)
    of_lane = tuple(
        fact for fact in at.library.knowledge.topic("certs") if asked.lane and fact.applies_to.get("lane") == asked.lane
    )
    unknown = " / ".join(say.publisher(name=each) for each in named)
    if of_lane:
        names = [str(name) for fact in of_lane for name in fact.values.get("items", ())]
        lead = say.lead_of_lane(who=cellnames.who(at.library.vocabulary, None, asked.lane), names=names, facts=of_lane)
    before = [Text(say.unknown(name=unknown), small=True)] if unknown else []
    whole = _everything(found, at) if asked.everything else _in_short(found, at)
    return Reply(
        lead,
        (*before, Heading(lead), *telling.listed(own, at.library), *whole, Text(say.never_against(), small=True)),
        actions=(
            *(() if asked.everything else (Action(say.everything_button(), "certs", {"everything": True}),)),
            Action(say.tools_button(), "tools"),
        ),
        sources=cited(at.library.knowledge, (*(fact.source for fact in (*own, *of_lane)), *_sources(found, asked.everything))),
        data=_data(found) | {"own": telling.as_data(own)},
    )


def _in_short(found: Certificates, at: Context) -> list[Element]:
    """The tiers by name, and the first of what says more."""
    stronger = _strongest(found)
    elements = [_tiers(found, at), *_says_more(stronger, at)]
    left = len(found.stronger) - len(stronger)
    return [*elements, Text(say.more(count=left), small=True)] if left > 0 else elements


def _everything(found: Certificates, at: Context) -> list[Element]:
    """Each certificate with what it proves, all that says more, and each guide's advice and notes."""
    filed = (each for tier in found.tiers.values() for each in tier)
    notes = dict.fromkeys(say.note(name=each.name, text=each.fact.note) for each in filed if each.fact.note)
    return [
        _table(found, at),
        *_says_more(found.stronger, at),
        Bullets(tuple(_line(fact, at) for fact in (*found.advice, *found.named))),
        *(Text(note, small=True) for note in notes),
    ]


def _says_more(stronger: tuple[Fact, ...], at: Context) -> list[Element]:
    """What says more than a certificate."""
    return [Text((Strong(say.stronger()),)), Bullets(tuple(_line(fact, at) for fact in stronger))]


def _in_two_tiers(found: Certificates) -> Mapping[str, tuple[int, ...]]:
    """Certificates that the guide files in more than one tier, with the tiers."""
    tiers: dict[str, tuple[int, ...]] = {}
    for number, tier in found.tiers.items():
        for each in tier:
            tiers[each.name] = (*tiers.get(each.name, ()), number)
    return {name: numbers for name, numbers in tiers.items() if len(numbers) > 1}


def _of(whose: tuple[str, ...], found: Certificates, at: Context) -> Reply:
    """These publishers' certificates: each tier that one stands in, and the guides that name it without a tier."""
    words = tuple(word for each in whose for word in dict(WHOSE)[each])
    filed = [each for tier in found.tiers.values() for each in tier if _speaks_of(each.name, words)]
    named = [fact for fact in found.named if any(_speaks_of(str(name), words) for name in fact.values["items"])]
    facts = list({fact.id: fact for fact in (*(each.fact for each in filed), *named)}.values())
    tiers: dict[str, list[int]] = {}
    for each in filed:
        tiers.setdefault(each.name, []).append(int(each.fact.values["tier"]))
    lead = say.lead_of(tiers=tiers)
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(_line(fact, at, whole=True) for fact in facts)), Text(say.never_against(), small=True)),
        actions=(Action(say.all_button(), "certs"), Action(say.tools_button(), "tools")),
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data={"whose": list(whose), "certificates": [{"name": each.name, **telling.fact_data(each.fact)} for each in filed]}
        | {"named": [telling.fact_data(fact) for fact in named]},
    )


def _speaks_of(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name.casefold().split() for word in words)


def _strongest(found: Certificates) -> tuple[Fact, ...]:
    """The results first: they carry figures; then the others in the guide's order."""
    return tuple(sorted(found.stronger, key=lambda fact: not any(isinstance(value, dict) for value in fact.values.values())))[
        :SHOWN_STRONGER
    ]


def _tiers(found: Certificates, at: Context) -> Bullets:
    """A line a tier, the first left to the heading, and one for what stands in two."""
    twice = _in_two_tiers(found)
    lines: list[Rich] = [
        (
            Strong(say.tier(number=number)),
            say.in_tier(names=[each.name for each in tier if each.name not in twice], source=_whose(tier, at)),
        )
        for number, tier in found.tiers.items()
        if number != BEST
    ]
    sources = {each.name: at.library.short_names[each.fact.source] for tier in found.tiers.values() for each in tier}
    lines += [say.in_two(name=name, tiers=tiers, source=sources[name]) for name, tiers in twice.items()]
    return Bullets((*lines, *(_line(fact, at, whole=True) for fact in _without_names(found))))


def _whose(tier: tuple[Certificate, ...], at: Context) -> str:
    return ", ".join(dict.fromkeys(at.library.short_names[each.fact.source] for each in tier))


def _without_names(found: Certificates) -> list[Fact]:
    """What is said of a tier in which no certificate is named."""
    return [fact for fact in found.advice if "tier" in fact.values and int(fact.values["tier"]) not in found.tiers]


def _table(found: Certificates, at: Context) -> Table:
    sections = []
    for number, tier in found.tiers.items():
        rows = tuple((each.name, each.proves or say.not_said(), at.library.short_names[each.fact.source]) for each in tier)
        sections.append(Section(say.tier(number=number), rows))
    sections += [
        Section(
            say.tier(number=fact.values["tier"]), ((fact.statement.split(": ", 1)[-1], "", at.library.short_names[fact.source]),)
        )
        for fact in _without_names(found)
    ]
    return Table(tuple(say.columns().split("|")), tuple(sections))


def _line(fact: Fact, at: Context, whole: bool = False) -> str:
    text = fact.statement if whole else fact.statement.split(": ", 1)[-1]
    return say.line(text=text[:1].upper() + text[1:].rstrip("."), source=at.library.short_names[fact.source])


def _sources(found: Certificates, everything: bool) -> list[str]:
    filed = [each.fact.source for tier in found.tiers.values() for each in tier]
    return [*filed, *(fact.source for fact in (*found.advice, *(found.named if everything else ()), *found.stronger))]


def _data(found: Certificates) -> dict[str, Any]:
    return {
        "tiers": {
            str(number): [
                {"name": each.name, "proves": each.proves, "note": each.fact.note, **telling.fact_data(each.fact)}
                for each in tier
            ]
            for number, tier in found.tiers.items()
        },
        "advice": [telling.fact_data(fact) for fact in found.advice],
        "named": [telling.fact_data(fact) for fact in found.named],
        "stronger": [telling.fact_data(fact) for fact in found.stronger],
    }
