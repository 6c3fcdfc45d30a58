"""What stands in a PDF, as text that can be judged by its sections."""

from __future__ import annotations

import io
from itertools import accumulate
from pathlib import Path

import pytest
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from bot.documents.letters import breadth
from bot.documents.pdf import text_of_pdf
from knowledge.papers.jd import audit
from knowledge.triage.lanes import triage
from tests.documents.making import JDS, LEFT, PITCH, SIZE, TOP, Set, locked, pdf, typeset

NAMES = (
    "two-lanes", "production-fraud-bank", "mlops-misleading-title", "research-lab", "data-scientist-product",
    "applied-llm-startup", "not-ml-data-engineer", "resume-engineer", "german",
)  # fmt: skip


def verdict(text: str) -> object:
    told = triage(text)
    return told.verdict, told.lane, {finding.id for finding in audit(text).findings}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("characters", [84, 52])
def test_a_description_is_judged_as_its_text_is(name: str, characters: int):
    text = (JDS / f"{name}.txt").read_text(encoding="utf-8")
    assert verdict(text_of_pdf(pdf(*typeset(text, characters)))) == verdict(text)


def test_a_resume_is_still_no_job_and_nobody_is_classified():
    text = (JDS / "resume-engineer.txt").read_text(encoding="utf-8")
    assert triage(text_of_pdf(pdf(*typeset(text)))).verdict == "resume"


def test_two_columns_in_a_row_are_judged_as_one():
    text = (JDS / "two-lanes.txt").read_text(encoding="utf-8")
    lines = [line for page in typeset(text, 40) for line in page]
    half = next(place for place, line in enumerate(lines) if place > len(lines) / 2 and line.text.startswith("•"))
    right = [Set(line.text, line.x + 250, TOP - PITCH * place, line.size, line.bold) for place, line in enumerate(lines[half:])]
    assert verdict(text_of_pdf(pdf([*lines[:half], *right]))) == verdict(text)


def test_bullets_that_are_drawn_mark_items():
    content = b"".join(
        b"76 %d m 80 %d l 80 %d l 76 %d l h f\n%s" % (y + 2, y + 2, y + 6, y + 6, Set(said, 90, y).drawn())
        for y, said in ((700, "Own the ranking models of the whole shop and all that they need in"), (672, "Serve them"))
    )
    wrapped = Set("production", 90, 686).drawn()
    assert text_of_pdf(pdf(content + wrapped)).count("- ") == 2


def test_shapes_that_are_no_bullets_mark_nothing():
    rules = b"72 690 468 1 re f 72 600 200 80 re f 0 0 m 1 1 l S (x) 1 re f"
    assert (
        text_of_pdf(pdf(rules + Set("Own the ranking models of our shop", 90, 700).drawn()))
        == "Own the ranking models of our shop"
    )


def test_a_bullet_of_another_size_does_not_change_the_line():
    line = b"BT /F1 7 Tf 1 0 0 1 80 700 Tm (\x95) Tj ET " + Set("Own the ranking models of our shop", 92, 700).drawn()
    assert text_of_pdf(pdf(line + Set("Below stands a second line of text.", 72, 680).drawn())).startswith(
        "- Own the ranking models"
    )


def test_one_that_only_forbids_copying_is_read():
    made = pdf([Set("Own the ranking models of our shop")])
    assert text_of_pdf(locked(made, "")) == "Own the ranking models of our shop"


def test_letters_of_another_programs_font_are_read(tmp_path: Path):
    figure = Figure()
    FigureCanvasPdf(figure)
    figure.text(0.1, 0.9, "Own the retrieval pipeline, and Entwürfe prüfen", fontsize=11)
    kept = io.BytesIO()
    figure.savefig(kept, format="pdf")
    assert text_of_pdf(kept.getvalue()) == "Own the retrieval pipeline, and Entwürfe prüfen"


LONG = "Own the ranking models of the whole shop, and with them the re"


HELVETICA = 0.94
"""How wide it is, of what is estimated for any font."""


def row(*pieces: str, y: float) -> bytes:
    """Pieces of text, each set where the one before ends."""
    ends = accumulate((breadth(piece) * SIZE * HELVETICA for piece in pieces), initial=LEFT)
    return b"".join(Set(piece, x, y).drawn() for piece, x in zip(pieces, ends, strict=False))


def test_a_hyphen_that_is_set_by_itself_cuts_a_word():
    page = row(f"{LONG}zyl", "-", y=700) + row("quor ones that nobody has looked after since the autumn", y=686)
    assert "the rezylquor ones" in text_of_pdf(pdf(page))


def test_it_tells_nothing_where_hyphens_within_lines_are_set_so_too():
    page = row(f"{LONG}zyl", "-", y=700) + row("quor ones that nobody has looked after in real", "-", "time since", y=686)
    said = text_of_pdf(pdf(page))
    assert "the rezyl-quor ones" in said
    assert "in real-time since" in said


def test_a_hyphen_that_the_page_says_is_soft_cuts_a_word():
    span = b"/Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC ET\n"
    page = (
        Set(LONG + "zyl", 72, 700).drawn().replace(b"ET\n", span)
        + Set("quor ones that nobody looked after, so far", 72, 686).drawn()
    )
    assert "the rezylquor ones" in text_of_pdf(pdf(page))


def test_what_stands_in_another_cell_of_a_row_begins_a_text_of_its_own():
    rows = [
        Set("Requirements", 72, 700),
        Set("• Four years of machine-learning systems in production, and of", 220, 700),
        Set("being on call", 228, 686),
        Set("Location", 72, 660),
        Set("Dublin", 220, 660),
    ]
    assert [line for line in text_of_pdf(pdf(rows)).split("\n") if line] == [
        "Requirements",
        "- Four years of machine-learning systems in production, and of being on call",
        "Location Dublin",
    ]
