"""The chat's file, where it can't be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.console.chat import Chat
from bot.console.keeping import Keeper


def test_read_marks_that_can_not_be_kept_are_told_to_whoever_reads_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "no folder").write_text("")
    Keeper(tmp_path / "no folder" / "chat.db").close(Chat())
    assert "who has read how far could not be kept" in caplog.text
