"""What a start without Teams pays."""

from __future__ import annotations

import subprocess
import sys


def test_rendering_and_the_manifest_import_no_sdk() -> None:
    code = (
        "import sys; import bot.teams.render, bot.teams.paging, bot.teams.manifest, bot.teams.incoming, bot.teams.transport;"
        "print([name for name in sys.modules if name.startswith(('botbuilder', 'botframework', 'msal', 'msrest'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
