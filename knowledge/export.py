"""Export: every fact as one line of JSON, for machines that read what mlhire knows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from knowledge.load import Knowledge


def export(knowledge: Knowledge) -> Iterator[str]:
    """One JSON object a fact, without line ends, in file order; the keys are those of `Fact.exported`, in their order."""
    for fact in knowledge.facts.values():
        yield json.dumps(fact.exported(), ensure_ascii=False)
