"""Ids made in Python: 32 hex digits of a UUID version 7 (RFC 9562), ordered by the moment they were made.

They read real time themselves: an id is a name, and no rule depends on the moment in it.
"""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime

_lock = threading.Lock()
_last = 0

_STEPS_BITS = 12
_RANDOM_BITS = 62


def new_id() -> str:
    """A new id, greater than every id this process made before, even within one millisecond or after the clock stepped back."""
    global _last  # noqa: PLW0603 - the one counter that makes ids rise
    with _lock:
        # Milliseconds and a 12-bit step in one number: it only ever grows, borrowing from the next millisecond when full.
        _last = max(time.time_ns() // 1_000_000 << _STEPS_BITS, _last + 1)
        moment = _last
    milliseconds, step = moment >> _STEPS_BITS, moment & ((1 << _STEPS_BITS) - 1)
    random = int.from_bytes(os.urandom(8)) & ((1 << _RANDOM_BITS) - 1)
    return f"{milliseconds << 80 | 0x7 << 76 | step << 64 | 0b10 << 62 | random:032x}"


def first_id(moment: datetime) -> str:
    """Less than every id that was made from that moment (real time) on: ids can be searched by when they were made."""
    return f"{int(moment.timestamp() * 1000) << 80:032x}"
