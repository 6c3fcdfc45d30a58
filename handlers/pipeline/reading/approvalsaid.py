"""An approval that is told of a colleague, and an approver's no: neither is recorded for anybody,
both lead to whoever can act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handlers.core import access
from handlers.core.colleagues import called
from handlers.core.errors import NotFound
from handlers.core.figures import money
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import approving
from handlers.core.wording import Wording
from handlers.pipeline import offers
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import naming, spokenof
from storage import reqs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.core.verb import Context
    from storage.models import Application, Candidate, Offer

say = Wording("deedsaid")

APPROVES = "offer approve"
LEAST_PAY, LEAST_BASE = 10_000, 60
"""From so much on a figure is a year's pay in whole, and a base in thousands: `approved at 25` is told of something else."""
_AT_A_FIGURE = re.compile(
    r"\b(?:at|for|with|w/?|on|of)\s*(?P<sum>[$€£]?\d{2,3}(?:[.,]\d{3})?)\s?k?(?![\d%]|\s?%|[.,]\d|:\d|\s*(?:[ap]m|min|days?|weeks?|hours?|people|st|nd|rd|th|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b)",
    re.IGNORECASE,
)

_OFTEN = r"(?:(?:has|have|just|already|also|finally|now|even)\s+)*"
_APPROVED = re.compile(
    rf"\W*[^\W\d_][\w’'-]*\s+{_OFTEN}"
    r"(?:(?P<fine>(?:(?:said|says|thinks)\s+)?(?:(?:that\s+)?(?:it['’]?s|that['’]?s|thats|its|it is|is|s?he['’]s)\s+)?"
    r"(?:all\s+|totally\s+|also\s+)*(?:fine|ok|okay|good|happy|cool)(?:\s+(?:w|w/|with|by)\s*(?:it|that|this|(?:the|her|his|our|those)\s+\w+|[$€£]?\d[\d.,]*\s?k?)"
    r"(?:\s*\+?\s*\d[\d.]*\s?%)?|\s+to\s+(?:send|go))?\W*$)|(?P<yes>approved?s?|ok(?:['’]?d|ayed)|oks|okays|sign(?:ed|s)\s+off|gave\s+(?:the|her|his|their|an?)\s+(?:ok|approval|blessing)"
    r"|(?:said|says)\s+(?:yes|ok|okay))|(?:said|says)\s+no|rejected|declined|refused|turned\s+(?:it|the\s+offer|that)\s+down"
    r"|did(?:n['’]?t|\s+not)\s+approve)\b",
    re.IGNORECASE,
)
_OWN_IS = re.compile(r"^(\W*[^\W\d_]\w*)['’]s\b")
_TALKED_TO = re.compile(
    r"^\W*(?:(?:i|we)\s+)?(?:just\s+)?(?:talked|spoke|chatted|checked|checked in|synced)\s+(?:to|with)\s+"
    r"(?P<who>[^\W\d_][\w-]*)[\s,;.:–—-]+"
    r"(?:and\s+)?(?:he|she|they)\b(?:['’](?:s|re))?\s*",
    re.IGNORECASE,
)
"""`talked to dana, she's fine with 240`."""
_BY = re.compile(
    r"\W*(?:(?:so|and|ok|update|fyi|great|good news)\W+)*"
    r"(?:(?!(?:i|we|sent|send|please)\b)(?:[\w'’-]+\s+){0,3}?(?:offer|terms|numbers?|it|that|this)\s+)?"
    r"(?:(?:is|are|was|were|got|has|have|been|now|just|already|finally)\s+)*"
    r"(?:approved|ok(?:['’]?d|ayed)|signed\s+off(?:\s+on)?)(?:\s+(?:already|now|today|yesterday))?"
    r"\s+by\s+(?:(?:the|our|my)\s+)?@?(?P<who>[^\W\d_][\w’'-]*)",
    re.IGNORECASE,
)
"""`the offer was approved by dana`: the same, turned round."""
_OWN = frozenset({
    "i", "we", "just", "have", "has", "now", "ok", "okay", "yes", "yep", "also", "already", "finally", "not", "and", "so",
    "offer", "it",
    "that", "this", "all", "terms", "is", "been", "get", "got", "who", "what", "the", "please", "consider", "good", "great",
    "fine",
})  # fmt: skip
_IT_WORDS = re.compile(r"(?:it|that|this|(?:the|this|that) offer)\W*(?:please|pls|then|now)?\W*", re.IGNORECASE)
_SAYS_SO = re.compile(r"\bapproved?\b", re.IGNORECASE)
MOST_OF_A_YES = 5
"""Words of an approval that names nothing: `looks good, approved`."""
_OF_AN_OFFER = re.compile(r"\s*(?:$|[,.;!]|(?:it|this|that|them)\b|.*\b(?:offers?|terms)\b)", re.IGNORECASE)
_ENDS, _IT = frozenset({"cand reject", "decide no", "cand withdraw"}), frozenset({"it", "this", "that"})
_THEY = frozenset({"he", "she", "they"})
_AN_OFFER = re.compile(
    r"\W*(?:(?:the|this|that|an?|our)\s+)?(?:(?P<whom>[^,;]{1,60}?)['’]s?\s+)?(?:offer|terms|draft)(?:\s+(?:for|to|of)\s+(?P<to>[^,;]{1,60}))?"
    r"(?:\s+(?:please|pls|now))*\W*",
    re.IGNORECASE,
)
"""What is rejected so is an offer, and nobody of that name."""


def offered(at: Context, *, refuses: bool) -> Reply | None:
    """What a colleague's yes or no, or an approver's own no, leads to; None where the words tell of neither."""
    if refuses and approving.UNHAPPY.fullmatch(at.command.said) and not (at.person and offers.waiting_for(at.unit, at.person)):
        return None
    if refuses:
        return refused(at) if at.person else None
    return of_a_colleague(at)


def of_a_colleague(at: Context) -> Reply | None:
    """That a colleague's yes or no to an offer is theirs to give, with the offers that wait for it; None where the words tell
    nothing of the kind."""
    said = _TALKED_TO.sub(r"\g<who> ", at.command.said, count=1)
    if by := _BY.match(said):
        return _by_somebody(at, by["who"])
    told = _APPROVED.match(said)
    said = _OWN_IS.sub(r"\1", said, count=1)  # `dana's fine with it`
    person = spokenof.a_colleague(at, said) if told else None
    if told is None or approving.APPROVES.fullmatch(said) or (person and at.person and person.id == at.person.id):
        return None
    if person is None:
        return _of_somebody(at, told) if told["fine"] is None else None
    whom = spokenof.named(at, said, said)
    waiting = [each for each in offers.waiting_for(at.unit, person) if _may_see(at, each)]
    ids = {each.application.id for each in whom}
    here = [each for each in waiting if each[0].application_id in ids] or ([] if whom else waiting)
    if whom and (any(each.candidate.name and _begins(said, each.candidate.name) for each in whom) or not (here or told["yes"])):
        return None
    if whom and told["yes"] and re.search(r"\b(?:sa(?:id|ys))\b", told["yes"]) and not here:
        return None
    if told["fine"] and not here:  # who approves nothing is merely happy
        return None
    return _theirs(at, called(person), here)


def _by_somebody(at: Context, who: str) -> Reply | None:
    """The same where it is told that they did it; None where it is the speaker who did."""
    person = spokenof.a_colleague(at, who)
    if who.casefold() in ("me", "us") or (person and at.person and person.id == at.person.id):
        return None
    said = at.command.said
    whom = {each.application.id for each in spokenof.named(at, said, said)}
    waiting = [each for each in offers.waiting_for(at.unit, person) if _may_see(at, each)] if person else []
    here = [each for each in waiting if not whom or each[0].application_id in whom]
    return _theirs(at, called(person) if person else who.capitalize(), here if person else None)


def _theirs(at: Context, who: str, here: Sequence[tuple[Offer, Candidate]] | None) -> Reply:
    """That the yes or no is theirs, with the offers that wait for it."""
    names = None if here is None else [naming.called(at, candidate) for _, candidate in here]
    lead = say.is_theirs(who=who, names=names)
    shows = tuple(
        Action(say.terms_button(name=name)[:75], "offer show", {"application": offer.application_id})
        for name, (offer, _) in zip(names or (), here or (), strict=True)
    )
    return Reply(lead, (Text(lead),), actions=shows[:MAX_ACTIONS], more=shows[MAX_ACTIONS:], confidential=True)


def _of_somebody(at: Context, told: re.Match[str]) -> Reply | None:
    """The same of who has not said a word here, or is `she`: the speaker approves nothing by telling of it."""
    first = told.group().split()[0]
    if not (told["yes"] and told["yes"].casefold().startswith(("approve", "sign", "ok"))) or first.casefold() in _OWN:
        return None
    rest = at.command.said[told.end() :]
    if _OF_AN_OFFER.match(rest) is None and not spokenof.named(at, rest, rest):
        return None
    they = first.casefold() in _THEY
    if not they and (at.library.vocabulary.means_something(first.casefold()) or spokenof.named(at, first, at.command.said)):
        return None
    lead = say.is_theirs(who="" if they else first.capitalize(), names=None)
    return Reply(lead, (Text(lead),), confidential=True)


def _begins(said: str, name: str) -> bool:
    return said.strip().casefold().startswith(name.split(" ", maxsplit=1)[0].casefold())


def _may_see(at: Context, found: tuple[Offer, Candidate]) -> bool:
    return access.may(at, "offers", req_of(at.unit, _application(at, found[0])))


def _application(at: Context, offer: Offer) -> Application:
    entry = reqs.entry(at.unit, offer.application_id)
    assert entry is not None
    return entry.application


def ask(at: Context, words: str) -> None:
    """Raises NotFound, which says who can act, where what is rejected is an offer (`reject the offer`, `reject ana's offer`)."""
    said, it = _AN_OFFER.fullmatch(words), words.strip(" .!").casefold() in _IT
    if at.verb is None or at.verb.name not in _ENDS or not (said or it):
        return
    if it and not (at.person and offers.waiting_for(at.unit, at.person)):
        return
    reply = refused(at, (said["whom"] or said["to"] or "") if said else "")
    if reply is not None:
        raise NotFound(reply.text, actions=(*reply.actions, *reply.more))


def refused(at: Context, whom: str = "") -> Reply | None:
    """What an approver who says no can have done; to others, the ends that an offer can have. None where there is no offer."""
    mine = offers.waiting_for(at.unit, at.person) if at.person else []
    named = {each.application.id for each in spokenof.named(at, whom, whom)} if whom else None
    waits = [offer.application_id for offer, _ in mine if named is None or offer.application_id in named]
    live = [entry for req in naming.open_to(at) if access.may(at, "offers", req) for entry in reqs.entries(at.unit, req.id)]
    live = [each for each in live if named is None or each.application.id in named]
    live = [each for each in live if reqs.live_offer(at.unit, each.application.id) is not None]
    live = [each for each in live if not waits or each.application.id in waits]
    names = [naming.called(at, each.candidate) for each in live]
    if not live:
        lead = say.no_offer_to_refuse()
        return Reply(lead, (Text(lead),), confidential=True)
    lead = say.refuses(names=names, yours=bool(waits))
    deeds = ("offer withdraw", "offer edit" if waits else "offer decline")
    actions = tuple(
        Action(say.button(verb=verb, name=name)[:75], verb, {"application": each.application.id})
        for name, each in zip(names, live, strict=True)
        for verb in deeds
    )
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def which(at: Context, words: str) -> Reply | None:
    """The offers that wait for the speaker's approval, each as its button; that there is none where `it` is approved."""
    waiting = offers.waiting_for(at.unit, at.person) if at.person else []
    buttons = [
        Action(say.button(verb=APPROVES, name=naming.called(at, candidate))[:75], APPROVES, {"offer": offer.id, "rev": offer.rev})
        for offer, candidate in waiting
    ]
    if not buttons:
        nothing = say.none_to_approve()
        is_meant = _IT_WORDS.fullmatch(words) or (
            _SAYS_SO.search(at.command.said) and len(at.command.said.split()) <= MOST_OF_A_YES
        )
        return Reply(nothing, (Text(nothing),), confidential=True) if is_meant and at.person else None
    if len(waiting) == 1 and (other := _at_another_figure(at, *waiting[0], buttons[0])):
        return other
    lead = say.which_approval()
    return Reply(lead, (Text(lead),), actions=tuple(buttons[:MAX_ACTIONS]), more=tuple(buttons[MAX_ACTIONS:]), confidential=True)


def _at_another_figure(at: Context, offer: Offer, candidate: Candidate, approves: Action) -> Reply | None:
    """That the offer says another base than the one that is approved: nobody approves a figure that they did not mean."""
    found = _AT_A_FIGURE.search(at.command.said)
    if found is None or not offer.base or offer.base < LEAST_PAY:
        return None
    digits = int(re.sub(r"\D", "", found["sum"]))
    meant = digits if digits >= LEAST_PAY else digits * 1000
    if meant == offer.base:
        return None
    name = naming.called(at, candidate)
    lead = say.approves_another(
        name=name, held=money(offer.base, offer.currency), meant=money(meant, offer.currency), of_base=digits >= LEAST_BASE
    )
    terms = {"application": offer.application_id}
    base = {"base": {"amount": float(meant), "currency": None}} if digits >= LEAST_BASE else {}
    change = Action(say.button(verb="offer edit", name="")[:75], "offer edit", terms | base)
    see = Action(say.terms_button(name=name)[:75], "offer show", terms)
    return Reply(lead, (Text(lead),), actions=(change, approves, see), confidential=True)
