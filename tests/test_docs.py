"""The README says what the code does."""

from __future__ import annotations

from tests import docs


def test_the_readme_is_true():
    assert list(docs.faults(docs.README.read_text(encoding="utf-8"))) == []


def test_a_line_that_the_dialog_does_not_have_is_no_quotation():
    page = docs.README.read_text(encoding="utf-8")
    assert "".join(docs.misquoted(page)) == ""
    assert [line for line in docs.misquoted(page.replace("is due now (R-1)", "is due soon (R-1)")) if "due soon" in line] != []
