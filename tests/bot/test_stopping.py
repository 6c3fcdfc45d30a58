"""A server that is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path


def test_whoever_stops_it_as_soon_as_a_door_is_open_ends_it_well(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text("{}")
    place = {
        "MLHIRE_CONFIG": str(tmp_path / "app.yaml"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/m.db",
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
    doors = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "MICROSOFT_"))}
    serving = subprocess.Popen([sys.executable, "-m", "bot", "serve"], stdout=subprocess.PIPE, text=True, env=doors | place)
    with serving:
        assert serving.stdout
        assert "http://127.0.0.1" in serving.stdout.readline()
        serving.send_signal(signal.SIGTERM)
    assert serving.returncode == 0
