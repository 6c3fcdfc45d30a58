"""Every verb there is, in the order in which help lists them. A verb that is not here does not exist."""

from __future__ import annotations

from handlers.advice import (
    band,
    band_compare,
    certs,
    close,
    helping,
    kit,
    loop,
    market,
    mistakes,
    outsource,
    questionnaire,
    questions,
    ramp,
    retain,
    role,
    source,
    sources,
    team,
    tools,
    triage,
    why,
)
from handlers.core.verb import Verb
from handlers.pipeline import due, offer, share
from handlers.pipeline.verbs import (
    audit,
    board,
    cand_add,
    cand_end,
    cand_forget,
    cand_list,
    cand_move,
    cand_note,
    cand_show,
    export,
    import_,
    loop_done,
    req_edit,
    req_health,
    req_list,
    req_open,
    req_show,
    req_state,
    req_team,
    roles,
    undo,
)


def verbs() -> tuple[Verb, ...]:
    """All verbs."""
    return (
        band.band, band_compare.band_compare, triage.triage, loop.loop, kit.kit,
        questions.questions, questionnaire.questionnaire, source.source, source.outreach,
        tools.tools, certs.certs,
        close.close, ramp.ramp, retain.retain, team.team, outsource.outsource, market.market, role.role, mistakes.mistakes,
        req_open.req_open, req_list.req_list, req_show.req_show, req_health.req_health, req_edit.req_edit, req_team.req_team,
        req_state.req_hold, req_state.req_resume, req_state.req_fill, req_state.req_cancel,
        board.board, audit.audit, undo.undo, export.export, import_.import_, roles.people, roles.role,
        cand_add.cand_add, cand_move.cand_move, cand_end.cand_reject, cand_end.cand_withdraw, cand_show.cand_show,
        cand_list.cand_list, cand_note.cand_note, cand_forget.cand_forget,
        loop_done.loop_done, offer.offer_sent, due.due, due.snooze, due.skip,
        sources.sources, sources.fact, why.why,
        share.share,
        helping.help_,
    )  # fmt: skip
