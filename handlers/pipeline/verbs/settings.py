"""`settings`: what is set for the workspace, for one req, for oneself; and changing it, in words or by a form."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from handlers.core import access
from handlers.core.args import Arguments
from handlers.core.errors import Conflict, Invalid, NotFound
from handlers.core.markers import Remaining, ReqRef
from handlers.core.reply import Action, Choice, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, settings, settingtable
from handlers.pipeline.changes.deeds import WITHIN_HOURS
from handlers.pipeline.people import speaker
from handlers.pipeline.reading import finding, places, settingwords
from handlers.pipeline.reading.settingwords import Asked, Unreadable
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from knowledge.deadlines.clocks import HOURS_IN
from knowledge.settings import Kind, SettingRule, setting_rules
from storage import reqs
from storage.models import Event, Requisition

say = Wording("settings")

CHANGE = "change_settings"


class SettingsArgs(Arguments):
    """What was said; or from a form: which setting and its new value. `mine`: one's own; `ask`: show the form."""

    req: Annotated[int | str | None, ReqRef(), Empty] = None
    said: Annotated[str, Remaining()] = ""
    what: Annotated[str | None, Empty] = None
    value: str = ""
    mine: bool = False
    ask: bool = False


@verb(
    "settings",
    SettingsArgs,
    summary="What is set here, for one req, or for you; and change it",
    usage="settings [R-12 | me] [what] [value | default]",
    examples=(
        "settings",
        "settings offer 36 hours",
        "settings R-12 offer 24 hours",
        "settings offer default",
        "settings daily limit 6",
        "settings me quiet 18:00-09:00",
    ),
    aliases=("setting", "preferences"),
    effect="write",
)
def settings_(asked: SettingsArgs, at: Context) -> Reply:
    """All settings, or what one of them is now. Raises Invalid for what no setting takes, NotAllowed for who may not."""
    req = finding.the_req(at, asked.req, need="see_reqs") if asked.req is not None else None
    meant = _meant(asked)
    if meant.rule is None and (meant.value or meant.near):
        raise _unknown(meant, req)
    if asked.ask or (meant.rule and not meant.value):
        return _form(at, meant, req)
    if meant.rule is None:
        return _shown(at, req, mine=meant.mine)
    return _set(at, meant.rule, meant.value, req, mine=meant.mine)


def _meant(asked: SettingsArgs) -> Asked:
    """By the form's key, else by the words."""
    if not asked.what:
        meant = settingwords.heard(asked.said)
        return replace(meant, mine=meant.mine or asked.mine)
    rule = setting_rules().get(asked.what)
    if rule is None:
        return Asked(value=asked.what, said=asked.what)
    return Asked(rule, asked.value, asked.mine or rule.of == {"person"})


def _unknown(meant: Asked, req: Requisition | None) -> NotFound:
    if meant.near is None:
        return NotFound(say.unknown(said=meant.said[:60], names=[rule.name for rule in setting_rules().values()]))
    args = {"what": meant.near.key, "value": meant.value, "mine": meant.mine, **({"req": req.number} if req else {})}
    label = say.near_button(name=meant.near.name, value=meant.value[:30])
    return NotFound(say.near(said=meant.said[:60], name=meant.near.name), actions=(Action(label, "settings", args),))


def _shown(at: Context, req: Requisition | None, *, mine: bool) -> Reply:
    table = settingtable.table(at, req, mine=mine)
    lead = say.heading_mine() if mine else say.heading_req(number=req.number) if req else say.heading()
    about: dict[str, Any] = {"req": req.number} if req else {"mine": mine}
    change = (Action(say.change_button(), "settings", {"ask": True, **about}),) if mine or access.may(at, CHANGE) else ()
    other = Action(say.all_button(), "settings") if mine or req else Action(say.mine_button(), "settings", {"mine": True})
    data = {rule.key: settingtable.now(at, rule, req) for rule in setting_rules().values() if "workspace" in rule.of}
    return Reply(
        lead,
        (Heading(lead), table, Text(say.how(mine=mine), small=True)),
        actions=(*change, other),
        data={"settings": data, "mine": mine},
    )


def _form(at: Context, meant: Asked, req: Requisition | None) -> Reply:
    """Which setting and what it shall be; filled in where a setting was named."""
    whose = "req" if req else "person" if meant.mine else "workspace"
    if whose != "person":
        access.ask(at, need=CHANGE)
    rows = {key: settingtable.row(at, rule, req, mine=meant.mine) for key, rule in setting_rules().items() if whose in rule.of}
    choices = tuple(Choice(key, f"{name}: {value}"[:75]) for key, (name, value, *_) in rows.items())
    named = meant.rule.key if meant.rule and meant.rule.key in rows else ""
    fields = (
        Field("what", say.which_field(), "select", value=named, choices=choices),
        Field("value", say.value_field(), hint=say.value_hint()),
    )
    about: dict[str, Any] = {"req": req.number} if req else {"mine": meant.mine}
    lead = say.form_title()
    return Reply(lead, (Heading(lead),), form=Form(lead, "settings", fields, say.submit(), about))


def _set(at: Context, rule: SettingRule, words: str, req: Requisition | None, *, mine: bool) -> Reply:
    """What it is now and what it was. Raises Conflict where it is so already."""
    _may_be_set(at, rule, req, mine=mine)
    value = _value(at, rule, words)
    _, before, *_ = settingtable.row(at, rule, req, mine=mine)
    event = _mine(at, rule, value) if mine else _of_req(at, rule, value, req) if req else _here(at, rule, value)
    if event is None:
        raise Conflict(say.same(name=rule.name, value=before))
    _, now, *_ = settingtable.row(at, rule, req, mine=mine)
    whose = say.of_me() if mine else say.of_req(number=req.number) if req else say.of_workspace()
    follows = () if mine else tuple(Text(line) for line in _consequences(at, rule, req))
    is_kept = rule.key in settings.COLUMNS and now == before  # it was what their platform, or their zone, said till now
    sentence = say.kept if is_kept else partial(say.changed, before=before)
    lead = sentence(name=rule.name, value=now, whose=whose)
    told = changed(lead, event, *follows, data={"setting": rule.key, "value": value, "mine": mine})
    return replace(told, public=not mine)


def _may_be_set(at: Context, rule: SettingRule, req: Requisition | None, *, mine: bool) -> None:
    whose = "person" if mine else "req" if req else "workspace"
    if whose == "person" and whose not in rule.of:
        raise Invalid(say.not_of_person(name=rule.name), errors={"what": say.not_of_person(name=rule.name)})
    if whose == "req" and whose not in rule.of:
        raise Invalid(say.not_of_req(name=rule.name), errors={"what": say.not_of_req(name=rule.name)})
    if whose != "person":
        access.ask(at, need=CHANGE)


def _here(at: Context, rule: SettingRule, value: Any) -> Event | None:
    if settings.of(at.unit).chosen.get(rule.key) == value:
        return None
    return changes.configure(at.unit, deed(at), rule.key, value)


def _of_req(at: Context, rule: SettingRule, value: Any, req: Requisition) -> Event | None:
    assert rule.clock, "of a req, only clocks are set"
    if req.policy.get(WITHIN_HOURS, {}).get(rule.clock) == value:
        return None
    return changes.configure_req(at.unit, deed(at), req, rule.clock, value)


def _mine(at: Context, rule: SettingRule, value: Any) -> Event | None:
    me = at.person or speaker(at.unit, at.command)
    columns = settings.preferred(me, rule.key, value)
    if all(getattr(me, column) == new for column, new in columns.items()):
        return None
    return changes.configure_person(at.unit, deed(at), me, rule.key, columns)


def _value(at: Context, rule: SettingRule, words: str) -> Any:
    """What the words say, in the setting's own unit; None for the usual. Raises Invalid at the form's field."""
    if settingwords.usual(words):
        return None
    try:
        value = settingwords.read(rule, words)
    except Unreadable as unreadable:
        text = _not_readable(rule, words[:60], unreadable.why)
        raise Invalid(text, errors={"value": text}) from None
    if rule.kind is not Kind.CHANNEL:
        return value
    return places.called(at, value, "value")


def _not_readable(rule: SettingRule, words: str, why: str) -> str:
    if why != "bounds":
        return say.wrong(kind=why, name=rule.name, said=words)
    low, high = (settingtable.shown(rule, round(bound or 0)) for bound in (rule.low, rule.high))
    return say.bounds(name=rule.name, low=low, high=high, said=words)


def _consequences(at: Context, rule: SettingRule, req: Requisition | None) -> list[str]:
    """What follows from it, and what the guides say where it is looser than theirs."""
    now = settingtable.now(at, rule, req)
    if rule.key == "keep_decided_days":
        return [say.erases(days=now) if now else say.erases_nobody()]
    if not rule.clock:
        return []
    return [say.follows(open=1 if req else len(reqs.open_reqs(at.unit))), *_looser(at, rule, now)]


def _looser(at: Context, rule: SettingRule, now: float | None) -> list[str]:
    """What the guide says where its figure is not kept to."""
    guide = settingtable.guide(at, rule)
    if guide is None or now is None:
        return []
    hours, source = guide
    if hours is None:
        return [say.not_that_day(source=source)] if now >= HOURS_IN["days"] else []
    return [say.looser(hours=settingtable.shown(rule, hours), source=source)] if now > hours else []
