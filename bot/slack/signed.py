"""Whether a request is Slack's: its signature and its age; and why not, for whoever sets this up."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier

WITHIN_SECONDS = 300
"""Slack's own bound for how old a request may be."""


class Signed:
    """Checks signatures made with one secret; without a secret nothing is admitted."""

    def __init__(self, secret: str) -> None:
        self._verifier = SignatureVerifier(secret) if secret else None

    def refusal(self, headers: Mapping[str, str], body: bytes) -> str:
        """Why the request is not admitted; empty where it is."""
        timestamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if self._verifier is None or not timestamp.isdecimal() or not (signature and signature.isascii()):
            return "it is not signed as Slack signs"
        try:
            if self._verifier.is_valid(body, timestamp, signature):
                return ""
            away = round(self._verifier.clock.now()) - int(timestamp)
        except (ValueError, OverflowError):  # a body that is not UTF-8, a time beyond all time: Slack's never are
            return "it is not signed as Slack signs"
        if abs(away) > WITHIN_SECONDS:
            return f"it was signed {abs(away)} s {'ago' if away > 0 else 'ahead of time'}: is this machine's clock right?"
        return "its signature does not fit SLACK_SIGNING_SECRET"
