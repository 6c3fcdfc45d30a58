"""`close`: the plan that wins a signature, and the arithmetic of an offer's terms."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import field_validator

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.asked import SIDES
from handlers.core.markers import Choose
from handlers.core.offer.offerterms import OfferTerms
from handlers.core.offer.offerwords import LINES, answer, form
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Strong
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("close")

SHOWN_LEADS, SHOWN_BREAKERS = 1, 4
"""What fits a phone screen; "everything" shows the rest."""


THEY, SEEK = ("candidates", "engineers", "seniors"), ("want", "weigh", "value")
"""Who is to sign, and what they do with an offer before."""
BESIDES_PAY = (
    *(
        f"{beyond} {pay}"
        for beyond in ("besides", "beyond", "other than", "apart from", "more than")
        for pay in ("money", "pay", "salary")
    ),
)
"""What people want that is no pay."""
SIGNING = (
    *(f"{close} {a}{who}" for close in ("close", "closing", "win", "win over", "land")
      for a in ("", "a ", "good ", "our ")
      for who in ("senior", "seniors", "mle", "mles", "finalist", "staff engineer", "ml engineer", "ml engineers")),
    *(f"{makes} {who} {sign}" for makes in ("makes", "make", "gets", "get")
      for who in ("a candidate", "candidates", "a senior", "seniors", "engineers", "people", "a finalist", "them", "someone")
      for sign in ("sign", "to sign", "accept", "to accept", "say yes", "to say yes")),
    *(f"{who} {sign}" for who in ("candidates", "seniors") for sign in ("accept offers", "accept our", "say yes")),
)  # fmt: skip
"""What asks how a signature is won."""
SAY_NO = (
    "decline offers", "declines offers", "decline an offer", "decline the offer", "turn down offers", "turn down our",
    "turned down our", "turns down our", "reject offers", "reject our", "rejected our", "refuse offers", "refuse our",
    *(f"say no to {offer}" for offer in ("offers", "an offer", "the offer", "our", "us")),
    "kills a deal", "kill a deal", "kills the deal", "kill the deal",
)  # fmt: skip
"""What candidates do with an offer that they do not sign."""
SHORT_OF_MONEY = (
    *(f"{short} {money}" for short in ("if not", "instead of", "no", "without", "little") for money in ("money", "cash")),
    *(f"{cannot} {pay}" for cannot in ("can't", "cannot", "cant")
      for pay in ("pay market", "pay that much", "match the pay", "pay top", "afford market")),
)  # fmt: skip
"""What makes somebody ask what else wins a candidate."""
ABOUT = (
    ("weigh", (*BESIDES_PAY, *SHORT_OF_MONEY, "things they want", "things candidates want",
    "care about", "look for", "matters to", "they weigh",
    *(f"{who} {verb}" for who in THEY for verb in SEEK))),
    ("breakers", ("deal breaker", "deal breakers", "deal-breaker", "deal-breakers", "dealbreaker", "dealbreakers",
                  "kills an offer",
                  "kills the offer", "kill the offer", "offers fail", "offer fails", "turn us down", "turn offers down",
                  "reject us", "decline our", "declines our", "declined our",
                  "engineers hate", "candidates hate", "seniors hate", "was declined", "are declined", "were declined", *SAY_NO)),
)  # fmt: skip
"""Parts of the plan that can be asked for by themselves, and the words for each."""


FACTORS = (
    ("brand", ("brand", "prestige", "logo", "famous", "big name")),
    ("mission", ("mission",)),
    ("compute", ("compute", "gpu", "gpus")),
    ("peers", ("peers", "colleagues", "teammates")),
)
"""Of what candidates weigh, what may be asked about by itself → the words for it."""
SAID_OF = {"brand": "brand", "mission": "mission", "compute": "compute", "peers": "team"}
"""The same → a word of its fact's factor."""


IN_THOUSANDS = ("base", "holds", "leaves", "grant", "at_cliff")
"""Sums of which people leave the thousands out: `220` in the form, as in words, is 220K."""
_BARE = re.compile(r"\s*[$€£]?\s*\d{2,3}\s*")


class CloseArgs(OfferTerms):
    """An offer's terms; or `about`, one part of the plan, and the `factor` of what candidates weigh that is asked about."""

    about: Annotated[Literal["weigh", "breakers"] | None, Empty, Choose(ABOUT)] = None
    factor: Annotated[Literal["brand", "mission", "compute", "peers"] | None, Empty, Choose(FACTORS)] = None

    @field_validator(*IN_THOUSANDS, mode="before")
    @classmethod
    def _thousands(cls, value: Any) -> Any:
        """What was typed into a field of the form, with the thousands that two or three digits leave out."""
        return f"{value.strip()}k" if isinstance(value, str) and _BARE.fullmatch(value) else value


@verb(
    "close",
    CloseArgs,
    summary="The plan that wins a signature, and the arithmetic of an offer",
    usage="close [base … equity … leaves … cliff … start …] [level market]",
    examples=("close", "close base 228k equity 0.12% leaves 400k unvested cliff 2027-03-01 start 2027-01-15 senior remote"),
    aliases=("closing", "win"),
    no_verb_before=("rate", "rates"),
    cues=(
        *SHORT_OF_MONEY, *SIGNING,
        "close them", "close the candidate", "close a candidate", "closing the candidate", "win the candidate",
        "win a candidate", "win this candidate", "win them", "win him", "win her",
        "get them to sign", "sign the offer", "get a signature", "unvested", "deal breaker", "deal breakers", "dealbreakers",
        "counter offer", "candidates care about", "candidates look for",
        "kills an offer", "kills the offer", "kill the offer", "offer must go out", "offer has to go out",
        "send the offer", "get the offer out", "quickly must we decide", "need to decide", "have to decide",
        *(f"fast {must} we decide" for must in ("do", "must", "should")), "take to decide",
        "how fast should the offer", "what do they care about", "post-loop call", "post-loop calls", "post loop call",
        "post loop calls", "call after the loop", "what are the deadlines",
        "which deadlines", "offer deadline", "offer deadlines",
        "deadline for the offer", "deadline for an offer", "deadlines for offers", "deadlines of an offer",
        "what matters to candidates", "things they want", "things they care about", "things candidates want",
        "compare equity", "compare the equity", "value of the equity", "a competing offer",
        "top of band", "top of the band", "offers fail", "offer fails",
        "another offer", "beat an offer", "beat their offer", "reject us", "decline our", "declines our", "declined our",
        "offer was declined", "offers are declined", "offers were declined", *SAY_NO,
        "look for in a company", "look for in an employer", "look for in a job",
        "engineers look for", "seniors look for", "engineers care about", "seniors care about", "matters to engineers",
        "matters to seniors", *(f"want {each}" for each in BESIDES_PAY), "engineers hate", "candidates hate", "seniors hate",
        *(f"{who} {verb}" for who in THEY for verb in SEEK),
    ),
)  # fmt: skip
def close(asked: CloseArgs, at: Context) -> Reply:
    """The plan; with terms, what they come to; with `change`, the form in which they are given."""
    if asked.change or asked.has_terms:
        dated = asked.dated(at.day)
        return form(dated, at) if asked.change else answer(dated, at)
    plan = at.library.plans.plan("close")
    if asked.about:
        return _part(asked.about, plan, at, asked.factor)
    lead = _lead(plan)
    body: list[Element] = (
        [telling.everything(plan, at.library)] if asked.everything else [*telling.own(plan, at.library), _plan(plan, at)]
    )
    body += telling.not_told_apart(at.library, level=asked.level, lane=asked.lane, markets=asked.markets, places=asked.places)
    return Reply(
        lead,
        (Heading(lead), *body),
        actions=(
            Action(say.terms_button(), "close", {"change": True}, primary=True),
            Action(say.ramp_button(), "ramp"),
            Action(say.market_button(), "market"),
        ),
        more=() if asked.everything else (Action(say.everything_button(), "close", {"everything": True}),),
        sources=cited(at.library.knowledge, (fact.source for fact in (plan.facts if asked.everything else _shown(plan)))),
        data={
            "own": telling.as_data(plan.own),
            "clocks": telling.as_data(plan.of("offer", "recruiter_call", "manager_call")),
            **{part: telling.as_data(plan.of(part)) for part in ("weigh", "lead", "breakers", *LINES)},
            SIDES: [fact.id for fact in plan.of("offer", "recruiter_call", "manager_call")],
        },
    )


def _part(part: str, plan: Plan, at: Context, factor: str | None) -> Reply:
    """One part of the plan, fact by fact; its gist leads, or the one thing that is asked about."""
    facts = plan.of(part)
    sought = SAID_OF.get(factor or "", "")
    asked = next((fact for fact in facts if sought and sought in str(fact.values.get("factor"))), None)
    if asked:
        lead = telling.said(asked, at.library)
    else:
        lead = _weigh(plan, at) if part == "weigh" else f"{say.breakers_title()} {_breakers(facts[:SHOWN_BREAKERS], at)}"
    lines = Bullets(tuple(telling.line(fact, at.library) for fact in facts))
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), lines),
        actions=(Action(say.plan_button(), "close"), Action(say.terms_button(), "close", {"change": True})),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, *facts))),
        data={
            "about": part,
            part: telling.as_data(facts),
            "own": telling.as_data(plan.own),
            SIDES: [fact.id for fact in ((asked,) if asked else facts)],
        },
    )


def _weigh(plan: Plan, at: Context) -> str:
    """What candidates weigh, from high to low, in a line."""
    weights: dict[str, list[str]] = {}
    for fact in plan.of("weigh"):
        weights.setdefault(str(fact.values.get("weight")), []).append(str(fact.values.get("factor")))
    return f"{say.weigh_title()} {say.weigh(weights=weights, source=at.library.short_names[plan.one('weigh').source])}"


def _shown(plan: Plan) -> tuple[Fact, ...]:
    return (*plan.own, *plan.of("offer", "recruiter_call", "manager_call", "weigh", "lead", "breakers", *LINES))


def _lead(plan: Plan) -> str:
    offer, manager = plan.one("offer").values, plan.one("manager_call").values
    call = plan.one("recruiter_call").values
    return say.lead(offer=offer["value"], call=call.get("when", ""), manager=manager["value"], about=manager.get("about"))


def _plan(plan: Plan, at: Context) -> Bullets:
    return Bullets(
        (
            (Strong(say.weigh_title()), _weigh(plan, at).removeprefix(say.weigh_title())),
            telling.titled(say.lead_title(), plan.of("lead")[:SHOWN_LEADS], at.library),
            (Strong(say.breakers_title()), " " + _breakers(plan.of("breakers")[:SHOWN_BREAKERS], at)),
            *(telling.line(plan.one(part), at.library) for part in LINES),
        )
    )


def _breakers(facts: tuple[Fact, ...], at: Context) -> str:
    """Each in its first words: the full sentences are under "everything"."""
    source = at.library.short_names[facts[0].source]
    return say.breakers(items=[fact.statement.split(": ", 1)[-1].split(";")[0].rstrip(".") for fact in facts], source=source)
