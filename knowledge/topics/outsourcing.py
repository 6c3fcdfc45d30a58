"""Hire, outsource or contract-to-hire: which of the guides' reasons hold, and what follows from them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Owner = Literal["own-data", "continuous", "project"]
Now = Literal["first", "later", "foundation", "scope", "before-scale", "compare", "stuck"]
Choice = Literal["hire", "outsource", "both", "contract-to-hire"]

_SENT_OUT = ("foundation", "scope", "before-scale", "compare")
"""What of `Now` is itself a reason to outsource."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do. `because` and `against` name parts of the plan: reasons that hold for it, and those that point elsewhere."""

    choice: Choice
    because: tuple[str, ...]
    against: tuple[str, ...]
    direct: bool
    """True where whoever is hired should be a direct hire: the first one."""
    partner: bool
    """True where a staffing partner is due already."""


def verdict(core: bool, owner: Owner, now: Now) -> Verdict:
    """Weigh nothing: a reason holds or it does not. Both kinds together: a definite piece goes out, and the owner is hired."""
    hire = (("core",) if core else ()) + ((owner,) if owner != "project" else ())
    out = tuple(dict.fromkeys((("scope",) if owner == "project" else ()) + ((now,) if now in _SENT_OUT else ())))
    if now == "later":
        return Verdict("contract-to-hire", ("later", *hire), out, direct=False, partner=False)
    if not hire:
        return Verdict("outsource", out, (), direct=now == "first", partner=False)
    if now in ("foundation", "scope", "compare") or (out and now != "before-scale"):
        return Verdict("both", (*hire, *out), (), direct=True, partner=now == "stuck")
    return Verdict("hire", hire, out, direct=True, partner=now == "stuck")
