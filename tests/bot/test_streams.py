"""The terminal's standard streams as scripts and other systems give them: each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import ANSWERED, WRONG

ASKED = '"band senior remote"\n"loop senior production"\n'


def say(tmp_path, *arguments, **how):
    """`mlhire say …` as it ends; what it prints is bytes."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/say.db", **how.pop("environment", {})}
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.run([sys.executable, "-m", "bot", "say", *arguments], env=environment, check=False, **how)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_an_output_that_lacks_characters_gets_json_that_loses_none(tmp_path, encoding):
    done = say(tmp_path, "--batch", input=ASKED.encode(), environment={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (ANSWERED, b"")
    told = [json.loads(line.decode(encoding))["text"] for line in done.stdout.splitlines()]
    assert told[0] == "Senior ML engineer, remote: post $190K–$230K base"
    assert len(told) == 2


def test_an_output_that_lacks_characters_gets_the_nearest_text(tmp_path):
    done = say(tmp_path, "band senior remote", environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (ANSWERED, b"")
    assert done.stdout.startswith(b"Senior ML engineer, remote: post $190K-$230K base")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_read_as_windows_saves_them(tmp_path, encoding):
    done = say(tmp_path, "--batch", input=ASKED.replace("\n", "\r\n").encode(encoding))
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["data"].get("level") for reply in told] == ["senior", "senior"]


def test_a_line_in_another_encoding_is_refused_and_the_next_is_answered(tmp_path):
    done = say(tmp_path, "--batch", input='"band sénior remote"\n'.encode("latin-1") + ASKED.encode())
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[0]["text"] == "This line can't be read: it is not UTF-8"
    assert [reply["understood"] for reply in told] == [False, True, True]


@pytest.mark.parametrize("closed", [0, 1])
def test_a_stream_that_is_closed_is_no_failure(tmp_path, closed):
    done = say(tmp_path, "--batch", preexec_fn=lambda: os.close(closed), **({} if closed == 0 else {"stdin": subprocess.DEVNULL}))
    assert (done.returncode, done.stderr) == (ANSWERED, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without it")
@pytest.mark.parametrize("asked", [["band senior remote"], ["qwertzuiop"], ["--batch"]])
def test_an_output_that_keeps_nothing_is_said(tmp_path, asked):
    with Path("/dev/full").open("wb") as full:
        done = say(tmp_path, *asked, stdout=full, input=ASKED.encode())
    assert (done.returncode, done.stderr) == (WRONG, b"standard output: No space left on device.\n")
