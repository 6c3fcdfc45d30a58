"""What a fact's id tells: in `<source>.<topic>.<what-is-said>` the first word of the last part is the kind of thing it is."""

from __future__ import annotations

from knowledge.schema import Fact


def kind_of(fact: Fact) -> str:
    """The first word of what is said: `duty` for `role-profile.role.duty-mentoring`."""
    return fact.id.rsplit(".", 1)[-1].split("-", 1)[0]
