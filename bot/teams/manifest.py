"""The Teams app package, made from what the code declares: the manifest, and the zip that one uploads."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handlers.core.verb import Verb
from handlers.core.wording import Wording

VERSION = "1.17"
SCHEMA = f"https://developer.microsoft.com/en-us/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
SCOPES = ("personal", "team", "groupChat")
NO_APP_ID = "00000000-0000-0000-0000-000000000000"
"""Stands where the id that Microsoft gives still has to go."""
APP_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""What an id of Microsoft's looks like; the manifest's schema asks for it."""
NO_URL = "https://localhost"

# Limits of the manifest's schema.
COMMANDS = 10
TITLE = 32
DESCRIPTION = 128
SHORT = 80

ALWAYS = ("home", "help")
"""Verbs that the list of commands has, however many there are: the personal chat's home page, and the way to the rest."""

ICONS = ("color.png", "outline.png")


def check(app_id: str, *, unset: str) -> None:
    """Raise ValueError, which says what to do and what comes of leaving it out (`unset`), for what is no id of Microsoft's."""
    if app_id and not APP_ID.fullmatch(app_id):
        raise ValueError(
            f'MICROSOFT_APP_ID: {app_id[:60]!r} is no app id, which has the form {NO_APP_ID}. Copy "Application (client) ID" '
            f"from the app's registration at Microsoft, or unset the variable: {unset}."
        )


def manifest(verbs: Iterable[Verb], *, app_id: str = "", url: str = "", version: str = "1.0.0") -> dict[str, Any]:
    """The manifest for a bot with `app_id` that is served at the public address `url`.

    Raises ValueError, which says what to do, for an id that Teams would turn down with the whole package.
    """
    check(app_id, unset="zeros then stand in its place")
    wording = Wording("teams")
    site = (url or NO_URL).rstrip("/")
    host = urlsplit(site).hostname
    description = wording.bot_short()
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id or NO_APP_ID,
        "developer": {"name": "mlhire", "websiteUrl": site, "privacyUrl": site, "termsOfUseUrl": site},
        "icons": dict(zip(("color", "outline"), ICONS, strict=True)),
        "name": {"short": "mlhire", "full": "mlhire"},
        "description": {"short": description[:SHORT], "full": " ".join(wording.bot_description().split())},
        "accentColor": "#1F4E5F",
        "bots": [
            {
                "botId": app_id or NO_APP_ID,
                "scopes": list(SCOPES),
                "isNotificationOnly": False,
                "supportsFiles": True,
                "commandLists": [{"scopes": list(SCOPES), "commands": _commands(verbs)}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host] if url and host else [],
    }


def package(body: dict[str, Any], path: Path) -> None:
    """Write the manifest and its icons as the zip that Teams takes. Raises OSError where it can't be written."""
    here = Path(__file__).parent
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", json.dumps(body, indent=2, ensure_ascii=False))
        for name in ICONS:
            made.write(here / name, name)


def _commands(verbs: Iterable[Verb]) -> list[dict[str, str]]:
    """The verbs that help lists; where there are too many, the first of them, one's own page, and help itself."""
    listed = [verb for verb in verbs if verb.listed and len(verb.name) <= TITLE]
    if len(listed) > COMMANDS:
        rest = [verb for verb in listed if verb.name in ALWAYS]
        listed = [verb for verb in listed if verb.name not in ALWAYS][: COMMANDS - len(rest)] + rest
    return [{"title": verb.name, "description": _clipped(verb.summary)} for verb in listed]


def _clipped(summary: str) -> str:
    return summary if len(summary) <= DESCRIPTION else summary[: DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
