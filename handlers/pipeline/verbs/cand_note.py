"""`cand note`: words about a candidate, kept where they can be erased."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from handlers.core.errors import Invalid, NotDone, NotFound
from handlers.core.markers import Reason, Remaining
from handlers.core.reply import Action, Field, Form, Heading, Reply, Text
from handlers.core.typed.asking import asks_alone
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import finding, matching, naming, spokenof, whichcandidate, whichreq
from handlers.pipeline.rules.policy import deed
from storage.reqs import Entry

say, reading = Wording("cand"), Wording("reading")


LONGEST_NAME = 4
"""Words of a name that is followed by a note without a colon."""


class CandNoteArgs(naming.AboutCandidate):
    """About whom, and the words (after a colon, or in the form)."""

    text: Annotated[str, Reason((":", "note:", "that", "–", "-"))] = ""
    after_name: Annotated[str, Remaining()] = ""
    """What stands behind a name in quotation marks is the note too."""


@verb(
    "cand note",
    CandNoteArgs,
    summary="Keep a note about a candidate",
    usage='cand note "Ana Q." [R-12] : the words',
    examples=('cand note "Ana Q." R-12 : prefers to start in March', 'note "Ana Q." : asks about the on-call rota'),
    aliases=("note",),
    effect="write",
    access="record_rounds",
    keeps_words=True,
)
def cand_note(asked: CandNoteArgs, at: Context) -> Reply:
    """That it is kept; to the asker alone. A form where there are no words. Raises NotDone for a question about the verb."""
    entry, words = _meant(at, asked)
    if not (asked.text or asked.after_name) and asks_alone(words):
        raise _only_asked(at, entry, words)
    name = entry.candidate.name or naming.called(at, entry.candidate)
    if not words:
        if at.command.verb and "text" in at.command.args:
            raise Invalid(say.note_missing(), errors={"text": say.note_missing()})
        lead = say.note_ask(name=name)
        field = Field("text", say.note_field(), "paragraph")
        args = {"application": entry.application.id}
        return Reply(lead, (Text(lead),), form=Form(say.note_title(), "cand note", (field,), say.save(), args))
    note = changes.note(at.unit, deed(at), entry.application, words)
    lead = say.noted(name=name)
    show = Action(say.list_button(), "cand show", {"application": entry.application.id})
    return Reply(lead, (Heading(lead),), actions=(show,), data={"note": note.id, "application": entry.application.id})


def _only_asked(at: Context, entry: Entry, words: str) -> NotDone:
    """`note ana how?` asks how to; whoever meant it as a note keeps it by the button."""
    assert at.verb is not None
    text = reading.only_asked(verb=at.verb.name, summary=at.verb.summary)
    label = say.note_as_said(text=words)[:75]
    return NotDone(text, actions=(Action(label, at.verb.name, {"application": entry.application.id, "text": words}),))


def _meant(at: Context, asked: CandNoteArgs) -> tuple[Entry, str]:
    """Whom, and the words; without a colon right behind it the name comes first: `Ana prefers March`. Raises NotFound."""
    words, text = asked.candidate.split(), asked.text.strip() or asked.after_name
    if asked.after_name and not asked.text and not asked.application:
        return _named_on_either_side(at, asked)
    if not (words or asked.application) and text and (of_it := _named_in(at, asked, text)):
        asked = asked.model_copy(update={"application": of_it.application.id})
    if asked.after_name or asked.application or len(words) < 2:
        return finding.the_application(at, asked)[1], text
    try:
        return whichcandidate.named_application(at, asked)[1], text
    except NotFound as missed:
        for count in range(min(len(words) - 1, LONGEST_NAME), 0, -1):
            note = " ".join((*words[count:], text)).strip()
            shorter = asked.model_copy(update={"candidate": " ".join(words[:count]), "text": note})
            try:
                return whichcandidate.named_application(replace(at, args=shorter), shorter)[1], note
            except NotFound as several:
                if len(matching.called_so(at.unit, None, shorter.candidate)) > 1:
                    raise several from None
        raise missed from None


def _named_in(at: Context, asked: CandNoteArgs, text: str) -> Entry | None:
    """The one candidate whom a note names; in a req's thread, or beside its number, only one of that req."""
    req = whichreq.find_req(at, asked.req) if asked.req is not None else naming.req_of_place(at)
    found = [each for each in spokenof.named(at, text, text) if req is None or each.application.requisition_id == req.id]
    return found[0] if len(found) == 1 else None


def _named_on_either_side(at: Context, asked: CandNoteArgs) -> tuple[Entry, str]:
    """Of a note in quotation marks the name stands in front: `Ana "prefers March"`. Raises NotFound."""
    turned = asked.model_copy(update={"candidate": asked.after_name, "after_name": asked.candidate})
    for each in (asked, turned):
        try:
            return whichcandidate.named_application(replace(at, args=each), each)[1], each.after_name
        except NotFound:
            continue
    return finding.the_application(at, asked)[1], asked.after_name
