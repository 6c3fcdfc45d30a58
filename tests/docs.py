"""The README, held against what the code declares: `python -m tests.docs` renews it, `--check` fails where it is out of date."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.config import ENVIRONMENT
from handlers.advice.helping import grouped
from handlers.catalog import verbs
from handlers.core.access import TABLE, Part, Role, Rule
from handlers.core.verb import Verb
from handlers.pipeline.rules import diagram

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_PIPELINE = re.compile(r"(<!-- pipeline -->\n).*?(<!-- /pipeline -->)", re.DOTALL)
DIALOG = ROOT / "tests" / "dialogs" / "two-weeks.md"
QUOTED = re.compile(r"<!-- dialog -->\n(.*?)<!-- /dialog -->", re.DOTALL)
_VERBS = re.compile(r"(<!-- verbs -->\n).*?(<!-- /verbs -->)", re.DOTALL)


def renewed(text: str) -> str:
    """The page with its generated parts as they should be."""
    text = _VERBS.sub(lambda found: f"{found[1]}{verb_tables()}{found[2]}", text)
    return _PIPELINE.sub(lambda found: f"{found[1]}{pipeline()}{found[2]}", text)


def pipeline() -> str:
    """Both state diagrams, and every event that is recorded."""
    events = f"<details><summary><b>Every event that is recorded</b></summary>\n\n{diagram.events_table()}\n</details>\n"
    return "\n".join((diagram.application_diagram(), diagram.requisition_diagram(), events))


def verb_tables() -> str:
    """A fold for each of help's groups, which names its verbs; in it a row each: usage, summary, one example, who may say it."""
    return "".join(
        f"<details><summary><b>{group}</b>: {', '.join(each.name for each in listed)}</summary>\n\n{_table(listed)}\n</details>\n"
        for group, listed in grouped(each for each in verbs() if each.listed).items()
    )


def _table(listed: list[Verb]) -> str:
    rows = [
        f"| `{_cell(each.usage)}` | {_cell(each.summary)} | `{_cell(each.examples[0])}` | {_allowed(TABLE[each.access])} |\n"
        for each in listed
    ]
    return "| verb | answers | for example | who may |\n|---|---|---|---|\n" + "".join(rows)


def _allowed(rule: Rule) -> str:
    """The roles that may anywhere, and what somebody has to be on the req."""
    parts = ", ".join(part.value for part in Part if part in rule.parts).replace("_", " ")
    anywhere = ", ".join(role.value for role in Role if role in rule.roles).replace("_", " ")
    on_a_req = f"the req's {parts}" if parts else ""
    return "; ".join(filter(None, (anywhere, on_a_req))) or "everyone"


def _cell(text: str) -> str:
    """A line of a table; of an example that goes on below, its first line."""
    first, *rest = text.split("\n")
    return f"{first} …".replace("|", "\\|") if rest else first.replace("|", "\\|")


def faults(text: str) -> Iterator[str]:
    """What the page says wrongly or leaves out."""
    if renewed(text) != text:
        yield "the tables of verbs or events, or the diagrams, are out of date: run python -m tests.docs"
    for variable in ENVIRONMENT:
        if f"`{variable.name}`" not in text:
            yield f"the environment variable {variable.name} is not explained"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", text):
        if target != "are" and not re.search(rf"^{target}:", makefile, re.MULTILINE):
            yield f"there is no target `make {target}`"
    yield from (f"the dialog has no such line, in this order: {line}" for line in misquoted(text))
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        if not (ROOT / link).exists():
            yield f"the link {link} leads nowhere"


def misquoted(text: str) -> Iterator[str]:
    """Lines that the page quotes of the dialog, and that do not stand there after those quoted before."""
    there = iter(DIALOG.read_text(encoding="utf-8").splitlines())
    for quoted in QUOTED.findall(text):
        yield from (line for line in quoted.splitlines() if line and line not in there)


def main() -> int:
    """Renew the page, or check it."""
    text = README.read_text(encoding="utf-8")
    if "--check" not in sys.argv:
        README.write_text(renewed(text), encoding="utf-8")
        text = renewed(text)
    found = list(faults(text))
    sys.stdout.writelines(f"README.md: {fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
