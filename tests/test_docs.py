"""The README says what the code does."""

from __future__ import annotations

from tests import docs


def test_the_readme_is_true():
    assert list(docs.faults(docs.README.read_text(encoding="utf-8"))) == []
