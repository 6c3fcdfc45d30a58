"""Every verb there is, in the order in which help lists them. A verb that is not here does not exist.

`advice.band.band` is the verb `band` of handlers/advice/band.py; it is imported when it is first used.
"""

from __future__ import annotations

from handlers.core.shelf import shelved
from handlers.core.verb import Verb

VERBS = (
    "advice.band.band", "advice.band_compare.band_compare", "advice.triage.triage", "advice.loop.loop", "advice.kit.kit",
    "advice.questions.questions", "advice.questionnaire.questionnaire", "advice.source.source", "advice.source.outreach",
    "advice.jd_audit.jd_audit", "advice.triage.req_triage", "advice.jd_audit.req_jd_audit",
    "advice.jd_template.jd_template", "advice.screen.screen",
    "advice.tools.tools", "advice.certs.certs",
    "advice.close.close", "advice.ramp.ramp", "advice.retain.retain", "advice.team.team", "advice.outsource.outsource",
    "advice.market.market", "advice.role.role", "advice.mistakes.mistakes", "advice.ask.ask",
    "pipeline.verbs.req_open.req_open", "pipeline.verbs.req_list.req_list", "pipeline.verbs.req_show.req_show",
    "pipeline.verbs.req_health.req_health", "pipeline.verbs.req_jd.req_jd",
    "pipeline.verbs.req_edit.req_edit", "pipeline.verbs.req_team.req_team",
    "pipeline.verbs.req_state.req_hold", "pipeline.verbs.req_state.req_resume", "pipeline.verbs.req_state.req_fill",
    "pipeline.verbs.req_state.req_cancel", "pipeline.verbs.req_card.req_card",
    "pipeline.verbs.home.home", "pipeline.verbs.board.board",
    "pipeline.verbs.pages.page_board", "pipeline.verbs.pages.page_req", "pipeline.verbs.audit.audit",
    "pipeline.verbs.undo.undo", "pipeline.verbs.export.export",
    "pipeline.verbs.import_.import_", "pipeline.verbs.roles.people", "pipeline.verbs.roles.role",
    "pipeline.verbs.settings.settings_", "pipeline.verbs.legal.legal_hold", "pipeline.verbs.legal.legal_lift",
    "pipeline.verbs.cand_add.cand_add", "pipeline.verbs.cand_move.cand_move", "pipeline.verbs.cand_end.cand_reject",
    "pipeline.verbs.cand_end.cand_withdraw", "pipeline.verbs.cand_show.cand_show", "pipeline.verbs.cand_list.cand_list",
    "pipeline.verbs.cand_note.cand_note", "pipeline.verbs.cand_forget.cand_forget",
    "pipeline.verbs.interview.interview_book", "pipeline.verbs.interview.interview_move",
    "pipeline.verbs.interview_end.interview_done", "pipeline.verbs.interview_end.interview_cancel",
    "pipeline.verbs.interview_end.interview_no_show", "pipeline.verbs.scorecard.scorecard", "pipeline.verbs.debrief.debrief",
    "pipeline.verbs.loop_done.loop_done", "pipeline.verbs.decide.decide", "pipeline.verbs.decide.decide_yes",
    "pipeline.verbs.decide.decide_no", "pipeline.verbs.decide.told",
    "pipeline.verbs.offer_draft.offer_draft", "pipeline.verbs.offer_draft.offer_edit", "pipeline.verbs.offer_draft.offer_approve",
    "pipeline.verbs.offer_draft.offer_show", "pipeline.verbs.offer_sent.offer_sent", "pipeline.verbs.offer_sent.offer_extend",
    "pipeline.verbs.offer_answer.offer_counter", "pipeline.verbs.offer_answer.offer_accept",
    "pipeline.verbs.offer_answer.offer_decline", "pipeline.verbs.offer_answer.offer_withdraw",
    "pipeline.verbs.volunteered.volunteered", "pipeline.verbs.call.call_recruiter", "pipeline.verbs.call.call_manager",
    "pipeline.due.due", "pipeline.verbs.nudge.done", "pipeline.verbs.nudge.snooze", "pipeline.verbs.nudge.skip",
    "pipeline.verbs.nudge.reassign",
    "pipeline.verbs.nudge.why_nudge", "pipeline.verbs.nudge.show_nudge", "pipeline.verbs.away.away",
    "pipeline.verbs.report.report",
    "advice.sources.sources", "advice.sources.fact", "advice.why.why", "advice.brief.brief",
    "pipeline.share.share", "pipeline.verbs.screen_enable.screen_enable", "pipeline.verbs.screen_enable.screen_disable",
    "advice.helping.help_",
)  # fmt: skip
"""In this room: module, then the verb in it."""


def verbs() -> tuple[Verb, ...]:
    """All verbs."""
    return shelved(VERBS)
