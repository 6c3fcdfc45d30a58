"""Where the golden files stand, and what each has to hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handlers.core.verb import Verb
from handlers.router import Router
from tests.goldens.cases import cases
from tests.goldens.shown import RENDERERS, dialog, golden

MESSAGES = Path(__file__).parent / "messages"
DIALOGS = Path(__file__).parent.parent / "dialogs" / "advice"


def expected(router: Router, verb: Verb) -> Iterator[tuple[Path, str]]:
    """Each file of a verb with its text: one a renderer, and its dialog."""
    said = cases(router, verb)
    name = verb.name.replace(" ", "-")
    for renderer, (ending, _) in RENDERERS.items():
        yield MESSAGES / name / f"{renderer}.{ending}", golden(renderer, said)
    yield DIALOGS / f"{name}.md", dialog(router, verb, said)
