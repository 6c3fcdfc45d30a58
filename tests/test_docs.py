"""The README says what the code does."""

from __future__ import annotations

from tests import docs


def test_the_readme_is_true():
    assert list(docs.faults(docs.README.read_text(encoding="utf-8"))) == []


def test_a_line_that_the_dialog_does_not_have_is_no_quotation():
    page = docs.README.read_text(encoding="utf-8")
    assert "".join(docs.misquoted(page)) == ""
    quoted = next(line for block in docs.QUOTED.findall(page) for line in block.splitlines() if line)
    assert f"{quoted} Soon." in docs.misquoted(page.replace(quoted, f"{quoted} Soon."))
