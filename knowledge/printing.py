"""The documents that the knowledge hands out: a file of `templates/` filled in; a variable that is missing raises."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from knowledge import ROOT

TEMPLATES = ROOT / "templates"


def printed(template: str, **values: Any) -> str:
    """The document as text. In `*.html.j2` everything put in is escaped; elsewhere it stands as it is."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=False),
    )
