"""`scorecard`: what an interviewer saw in a round, by the round's own criteria, in four words and with evidence."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Bounded

from handlers.core.errors import Conflict, Invalid, NotAllowed, NotFound
from handlers.core.markers import Choose, Reason
from handlers.core.reply import Action, Choice, Element, Field, Form, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds, scorecards
from handlers.pipeline.reading import naming, when, whichround
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from storage import interviews
from storage.enums import InterviewStatus, Verdict
from storage.models import Event, Interview, Scorecard

say = Wording("scorecard")

VERDICTS = (
    (Verdict.STRONG_NO.value, ("strong no",)),
    (Verdict.NO.value, ("no",)),
    (Verdict.YES.value, ("yes",)),
    (Verdict.STRONG_YES.value, ("strong yes",)),
)
"""How the four points are typed; the longest phrase counts."""
NOT_TESTED = "not_tested"
MOST_CRITERIA, MOST_LETTERS = 8, 3000


class Answer(BaseModel):
    """One criterion: the verdict on it, if it was tested, and what was seen. `name` where the interviewer put it in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Verdict | None = None
    evidence: Annotated[str, Bounded(max_length=MOST_LETTERS)] = ""
    name: Annotated[str, Bounded(max_length=200)] = ""


class ScorecardArgs(whichround.AboutRound):
    """Whose round; the verdict on it, why, and an answer a criterion (a form's `verdict_1`, `evidence_1`, `name_1`, …)."""

    why: Annotated[str, Reason(("because of", "because", "evidence:", "why:")), Bounded(max_length=MOST_LETTERS)] = ""
    verdict: Annotated[Verdict | None, Choose(VERDICTS, cuts=True), Empty] = None
    answers: dict[int, Answer] = Bounded(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, values: Any) -> Any:
        """A form's flat fields as answers by number."""
        given = (values.get("answers") or {}) if isinstance(values, dict) else None
        if not isinstance(given, dict) or not all(isinstance(each, dict) for each in given.values()):
            return values
        kept: dict[str, Any] = {}
        answers: dict[Any, Any] = {number: dict(each) for number, each in given.items()}
        for field, value in values.items():
            part, _, number = field.rpartition("_")
            if part in {"verdict", "evidence", "name"} and number.isdigit():
                if value not in ("", None, NOT_TESTED):
                    answers.setdefault(int(number), {})[part] = value
            elif field != "answers":
                kept[field] = value
        return kept | ({"answers": answers} if answers else {})


@verb(
    "scorecard",
    ScorecardArgs,
    summary="Hand in what you saw in a round",
    usage='scorecard "Ana Q." [technical] [R-12] [yes because …]',
    examples=('scorecard "A.Q." technical R-12', 'scorecard "A.Q." technical yes because she found the skew in ten minutes'),
    aliases=("score card", "hand in scorecard"),
    effect="write",
    access="record_rounds",
)
def scorecard(asked: ScorecardArgs, at: Context) -> Reply:
    """That it is in, and the way to the debrief. Asks by the round's form; words and evidence, never points.

    A round that nobody recorded took place: the scorecard proves it.
    """
    whose = whichround.meant(at, asked)
    interview = _mine(at, asked, whose)
    mine = [each for each in scorecards.of_rounds(at.unit, [interview]) if at.person and each.interviewer_id == at.person.id]
    held = mine[0] if mine else None
    criteria = _criteria(at, whose, interview)
    if asked.verdict is None:
        return _ask(at, whose, interview, criteria, held)
    answers = _answers(asked, criteria)
    if not asked.why.strip() and not any(each["evidence"] for each in answers):
        raise Invalid(say.no_evidence(), errors={"why": say.no_evidence()})
    event = changes.submit_scorecard(at.unit, deed(at), interview, asked.verdict, answers, asked.why.strip())
    proof = _proves(at, whose, interview, event) if interview.status is InterviewStatus.BOOKED else ()
    name, round_name = naming.called(at, whose.entry.candidate), rounds.round_name(whose.req, interview.round)
    lead = (say.replaced if held else say.handed_in)(name=name, round=round_name, who=at.speaker, req=f"R-{whose.req.number}")
    untested = [each["criterion"] for each in answers if each["verdict"] is None]
    more: tuple[Element, ...] = (Text(say.untested(criteria=untested), small=True),) if untested else ()
    debrief = Action(say.debrief_button(), "debrief", {"application": whose.application.id}, primary=True)
    data = rounds.about(whose, interview, not_tested=untested)
    return changed(lead, event, *proof, *more, actions=(debrief,), data=data)


def _proves(at: Context, whose: rounds.Meant, interview: Interview, event: Event) -> tuple[Text, ...]:
    """The round is recorded as it was booked, at the latest until now, and with that whoever else sat in it is asked too."""
    _, over = rounds.took_place(at, whose, interview, min(interview.ends_at, at.command.now), event)
    round_name = rounds.round_name(whose.req, interview.round)
    return (Text(say.took_place(round=round_name, when=when.shown(at, interview.done_at or at.command.now), over=over)),)


def _mine(at: Context, asked: ScorecardArgs, whose: rounds.Meant) -> Interview:
    """The round in which the speaker sat: the named one, or the one whose scorecard they owe. Raises NotAllowed."""
    assert at.person is not None, "a verb that writes has a speaker"
    live = rounds.live(at.unit, whose.application)
    seats = interviews.seats(at.unit, [each.id for each in live])
    mine = [each for each in live if at.person.id in seats[each.id]]
    if asked.interview:
        mine = [each for each in mine if each.id == asked.interview]
    elif whose.said:
        mine = [each for each in mine if each.round in rounds.keys_of(whose.req, whose.said)]
    if not mine:
        raise NotAllowed(say.not_in_it(name=naming.called(at, whose.entry.candidate)), req=whose.req.id)
    begun = [each for each in mine if each.status is InterviewStatus.DONE or each.starts_at <= at.command.now]
    if not begun:
        raise Conflict(say.not_begun(when=when.shown(at, mine[0].starts_at)))
    handed_in = {each.interview_id for each in scorecards.of_rounds(at.unit, begun) if each.interviewer_id == at.person.id}
    missing = [each for each in begun if each.id not in handed_in]
    if len(missing or begun) > 1 and not asked.interview:
        buttons = [
            naming.again(at, rounds.round_name(whose.req, each.round), interview=each.id, candidate=None, req=None, round=None)
            for each in (missing or begun)[: naming.OFFERED]
        ]
        raise NotFound(say.which(), actions=tuple(buttons))
    return (missing or begun)[0]


def _criteria(at: Context, whose: rounds.Meant, interview: Interview) -> list[tuple[str, bool]]:
    """(criterion, whether the interviewer is to put it in words): a feeling about fit is asked as a criterion of the job."""
    found = rounds.criteria(at.library, whose.req, interview.round)
    if found is None:
        return []
    return [*((each, False) for each in found.criteria), *((each, True) for each in found.unwritten)][:MOST_CRITERIA]


def _answers(asked: ScorecardArgs, criteria: list[tuple[str, bool]]) -> list[dict[str, Any]]:
    """Each criterion with its verdict (None: nobody tested it) and evidence, as rows keep them."""
    given = [asked.answers.get(number, Answer()) for number in range(1, len(criteria) + 1)]
    for number, answer in enumerate(given, start=1):
        if answer.verdict is not None and not answer.evidence.strip():
            raise Invalid(say.verdict_without_evidence(), errors={f"evidence_{number}": say.verdict_without_evidence()})
    return [
        {
            "criterion": answer.name.strip() or criterion if unwritten else criterion,
            "verdict": answer.verdict.value if answer.verdict else None,
            "evidence": answer.evidence.strip(),
        }
        for (criterion, unwritten), answer in zip(criteria, given, strict=True)
    ]


def _ask(
    at: Context, whose: rounds.Meant, interview: Interview, criteria: list[tuple[str, bool]], held: Scorecard | None
) -> Reply:
    name, round_name = naming.called(at, whose.entry.candidate), rounds.round_name(whose.req, interview.round)
    if at.command.verb and {"verdict", "why"} & set(at.command.args):
        raise Invalid(say.no_verdict(), errors={"verdict": say.no_verdict()})
    before = {each["criterion"]: each for each in held.criteria} if held else {}
    verdicts = tuple(Choice(each.value, say.verdict(verdict=each.value)) for each in Verdict)
    with_none = (Choice(NOT_TESTED, say.verdict(verdict=NOT_TESTED)), *verdicts)
    fields: list[Field] = []
    for number, (criterion, unwritten) in enumerate(criteria, start=1):
        then = before.get(criterion, {})
        if unwritten:
            fields.append(Field(f"name_{number}", say.instead_of(test=criterion), required=False))
        label = say.of_criterion(criterion=say.in_words() if unwritten else criterion)
        verdict, seen = then.get("verdict") or NOT_TESTED, then.get("evidence", "")
        fields.append(Field(f"verdict_{number}", label[:75], "select", value=verdict, choices=with_none))
        fields.append(Field(f"evidence_{number}", say.evidence_field(), "paragraph", required=False, value=seen))
    fields.append(Field("verdict", say.verdict_field(), "select", value=held.verdict.value if held else "", choices=verdicts))
    why = (held.evidence or "") if held else _why(at)
    fields.append(Field("why", say.why_field(), "paragraph", value=why, hint=say.why_hint()))
    lead = say.ask(name=name, round=round_name)
    form = Form(say.form_title(), "scorecard", tuple(fields), say.submit(), {"interview": interview.id})
    return Reply(lead, (Text(lead),), form=form)


def _why(at: Context) -> str:
    """What was typed as evidence before the form was opened."""
    return at.args.why if isinstance(at.args, ScorecardArgs) else ""
