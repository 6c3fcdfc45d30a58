"""Verbs are known by their cards, and imported when they are used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from handlers.catalog import VERBS, verbs
from handlers.core import shelf

ASKED = "import json, sys; from bot.cli import main; main(['say', 'band senior remote']); print(json.dumps(sorted(sys.modules)))"


def test_a_card_says_what_the_declaration_says():
    for place, verb in zip(VERBS, verbs(), strict=True):
        declared = shelf.declared(place)
        assert {name: getattr(verb, name) for name in shelf.SAID} == {name: getattr(declared, name) for name in shelf.SAID}
        assert (verb.args, verb.handle) == (declared.args, declared.handle)


def test_an_answer_imports_its_own_verb_and_no_storage():
    verbs()  # from now on the cards are kept
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    imported = json.loads(done.stdout.splitlines()[-1])
    assert [name for name in imported if name.startswith(("handlers.advice.", "handlers.pipeline.", "storage."))] == [
        "handlers.advice.band"
    ]


@pytest.mark.parametrize("kept", ["", "[", None])
def test_cards_that_cannot_be_read_or_kept_are_not_needed(tmp_path, monkeypatch, kept):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path / "room")
    (tmp_path / "room").mkdir()
    places = ("advice.band.band", "advice.triage.triage")
    if kept is None:
        (tmp_path / "room" / "__pycache__").write_text("no folder")
    else:
        shelf.shelved(places)
        [file] = (tmp_path / "room" / "__pycache__").glob("verbs-*.json")
        file.write_text(kept)
    assert [verb.name for verb in shelf.shelved(places)] == ["band", "triage"]


def test_a_changed_source_asks_the_declarations_again(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    monkeypatch.setattr(shelf, "LOADED", sys.maxsize)
    source = tmp_path / "verb.py"
    source.write_text("one = 1")
    shelf.shelved(("advice.band.band",))
    before = {file.name for file in (tmp_path / "__pycache__").iterdir()}
    source.write_text("one = 1 + 1")
    shelf.shelved(("advice.band.band",))
    assert len(before) == 1
    assert not before & {file.name for file in (tmp_path / "__pycache__").iterdir()}


def test_a_process_older_than_a_source_keeps_no_cards_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    monkeypatch.setattr(shelf, "LOADED", 0)
    (tmp_path / "verb.py").write_text("one = 1")
    assert [verb.name for verb in shelf.shelved(("advice.band.band",))] == ["band"]
    assert not list(tmp_path.rglob("verbs-*.json"))


def test_what_is_no_verb_is_named():
    with pytest.raises(LookupError, match=r"advice\.band\.BandArgs is no verb"):
        shelf.declared("advice.band.BandArgs")
