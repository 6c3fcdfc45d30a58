"""The state diagrams and the table of events as Markdown, generated from the tables that the program runs on.

`python -m handlers.pipeline.diagram` prints them for the README.
"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.core.codes import EVENTS, NOT_UNDOABLE
from handlers.pipeline.rules.stages import NEEDS_REASON, OUTCOMES, REQ_STATUS
from storage.enums import Outcome, ReqStatus

IN_THE_LOOP = "in_the_loop"
"""An application without an outcome."""


def application_diagram() -> str:
    """An application's outcomes as a Mermaid state diagram, with the steps that ask for a reason."""
    return _fenced(["stateDiagram-v2", f"    [*] --> {IN_THE_LOOP}", *_application_lines()])


def requisition_diagram() -> str:
    """A requisition's statuses as a Mermaid state diagram."""
    lines = [
        f"    {before.value} --> {after.value}" for before in ReqStatus for after in ReqStatus if after in REQ_STATUS[before]
    ]
    ends = [f"    {status.value} --> [*]" for status in (ReqStatus.FILLED, ReqStatus.CANCELLED)]
    return _fenced(["stateDiagram-v2", f"    [*] --> {ReqStatus.OPEN.value}", *lines, *ends])


def events_table() -> str:
    """Every event code, by what it is about, and whether its doer can take it back within a minute."""
    rows = [f"| `{code}` | {about} | {'no' if code in NOT_UNDOABLE else 'yes'} |" for _, about, found in EVENTS for code in found]
    return "\n".join(["| event | about | undo |", "|---|---|---|", *rows]) + "\n"


def _application_lines() -> Iterator[str]:
    for before in (None, *Outcome):
        for after in (None, *Outcome):
            if after not in OUTCOMES[before]:
                continue
            if before is None and after is None:
                yield f"    {IN_THE_LOOP} --> {IN_THE_LOOP}: next stage (back or skipping, with a reason)"
                continue
            why = ": with a reason" if (before, after) in NEEDS_REASON else ""
            yield f"    {_name(before)} --> {_name(after)}{why}"
    yield from (f"    {outcome.value} --> [*]" for outcome in Outcome if outcome is not Outcome.OFFER)


def _name(outcome: Outcome | None) -> str:
    return IN_THE_LOOP if outcome is None else outcome.value


def _fenced(lines: list[str]) -> str:
    return "\n".join(["```mermaid", *lines, "```"]) + "\n"


if __name__ == "__main__":
    print(application_diagram(), requisition_diagram(), events_table(), sep="\n")
