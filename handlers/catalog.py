"""Every verb there is, in the order in which help lists them. A verb that is not here does not exist."""

from __future__ import annotations

from handlers.advice import band, band_compare, helping, loop, sources, triage, why
from handlers.core.verb import Verb
from handlers.pipeline import due, loop_done, offer, req, share


def verbs() -> tuple[Verb, ...]:
    """All verbs."""
    return (
        band.band, band_compare.band_compare, triage.triage, loop.loop,
        req.req_open, req.req_list, loop_done.loop_done, offer.offer_sent, due.due, due.snooze, due.skip,
        sources.sources, sources.fact, why.why,
        share.share,
        helping.help_,
    )  # fmt: skip
