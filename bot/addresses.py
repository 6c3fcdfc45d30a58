"""Addresses of this machine alone, and which addresses a door fetches from and writes to."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether an address (or a URL's host) can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_safe(address: str, *, local: bool) -> bool:
    """Whether a URL that somebody else names may be called: over https alone; a `local` door calls this machine's too.

    Raises ValueError for what is no URL.
    """
    url = urlsplit(address)
    return url.scheme == "https" or (local and url.scheme == "http" and is_loopback(url.hostname or ""))
