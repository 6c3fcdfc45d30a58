"""A req's job description as advice reads it."""

from __future__ import annotations

from handlers.core.errors import NotFound
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import finding

say = Wording("req")


def kept_jd(at: Context, req_number: int | str | None) -> str:
    """The description that the req has now. Raises NotFound, with how to give one, where it has none."""
    req = finding.the_req(at, req_number)
    text = changes.jd_of(at.unit, req)
    if not text:
        raise NotFound(say.no_jd(req=f"R-{req.number}"), actions=(Action(say.template_button(), "jd template"),))
    return text
