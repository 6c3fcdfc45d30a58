"""What stands in a Word document, in its order."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bot.documents.word import text_of_word
from tests.documents.making import JDS, changed, saved, with_body, word
from tests.documents.test_pdf import NAMES, verdict

RUN = "<w:r><w:t>{}</w:t></w:r>"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", NAMES)
def test_a_description_is_judged_as_its_text_is(name: str):
    text = (JDS / f"{name}.txt").read_text(encoding="utf-8")
    assert verdict(text_of_word(word(text))) == verdict(text)


def test_heads_items_and_tables_stand_in_their_order():
    document = Document()
    document.add_heading("Senior ML Engineer", 0)
    table = document.add_table(2, 2)
    for row, (label, value) in zip(table.rows, (("Location", "Toronto"), ("Team:", "Search")), strict=True):
        row.cells[0].text, row.cells[1].text = label, value
    document.add_heading("What you will own", 2)
    document.add_paragraph("Own the ranking models", style="List Bullet")
    document.add_paragraph("Serve them", style="List Number")
    document.add_paragraph("We are eight people.")
    assert text_of_word(saved(document)).split("\n") == [
        "## Senior ML Engineer",
        "",
        "Location: Toronto",
        "",
        "Team: Search",
        "",
        "## What you will own",
        "",
        "- Own the ranking models",
        "- Serve them",
        "We are eight people.",
    ]


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell():
    document = Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "Requirements"
    right.text = "Python"
    right.add_paragraph("A cloud that you know", style="List Bullet")
    assert text_of_word(saved(document)).split("\n") == ["## Requirements", "", "Python", "- A cloud that you know"]


def test_rows_and_cells_in_content_controls_are_read():
    cell = f"<w:sdt><w:sdtContent><w:tc>{PARAGRAPH}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell.format('Location')}{cell.format('Toronto')}</w:tr></w:sdtContent></w:sdt>"
    assert text_of_word(with_body(f"<w:tbl><w:tblPr/>{row}</w:tbl>")) == "Location: Toronto"


def test_a_row_of_many_cells_is_a_line():
    document = Document()
    for cell, said in zip(document.add_table(1, 3).rows[0].cells, ("Python", "Go", "Rust"), strict=True):
        cell.text = said
    assert text_of_word(saved(document)) == "Python | Go | Rust"


def test_a_bold_line_is_a_head_and_a_bold_word_is_none():
    document = Document()
    document.add_paragraph().add_run("Requirements").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Python").bold = True
    mixed.add_run(" and a cloud that you know well enough to be woken for it.")
    assert text_of_word(saved(document)).split("\n")[::2] == [
        "## Requirements",
        "Python and a cloud that you know well enough to be woken for it.",
    ]


def test_bullets_that_were_typed_and_soft_returns_are_items():
    document = Document()
    document.add_paragraph("•\tOwn the ranking models\n• Serve them")
    assert text_of_word(saved(document)) == "- Own the ranking models\n- Serve them"


def test_tracked_changes_read_as_accepted():
    body = (
        f"<w:p>{RUN.format('We want ')}<w:ins>{RUN.format('two')}</w:ins>"
        "<w:del><w:r><w:delText>three</w:delText></w:r></w:del>"
        f"<w:moveFrom>{RUN.format(' nobody')}</w:moveFrom>{RUN.format(' engineers')}</w:p>"
    )
    assert text_of_word(with_body(body)) == "We want two engineers"


def test_content_controls_and_links_are_text():
    body = (
        f"<w:sdt><w:sdtContent>{PARAGRAPH.format('Senior ML Engineer')}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{RUN.format('Oakhurst Legal')}</w:hyperlink></w:p>"
    )
    assert text_of_word(with_body(body)) == "Senior ML Engineer\n\nOakhurst Legal"


def test_a_text_box_is_read_once_after_what_it_stands_in():
    box = f"<w:txbxContent>{PARAGRAPH.format('Own the ranking models')}</w:txbxContent>"
    body = (
        f"<w:p>{RUN.format('About the job')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of_word(with_body(body)) == "About the job\n\nOwn the ranking models"


def test_a_macro_that_is_kept_in_a_plain_document_is_no_part_of_its_text():
    assert (
        text_of_word(changed(with_body(PARAGRAPH.format("Own the ranking")), {"word/vbaProject.bin": b"x"})) == "Own the ranking"
    )


def test_a_template_is_read_as_a_document():
    plain = with_body(PARAGRAPH.format("Own the ranking"))
    types = (
        zipfile.ZipFile(io.BytesIO(plain)).read("[Content_Types].xml").replace(b"ml.document.main+xml", b"ml.template.main+xml")
    )
    assert text_of_word(changed(plain, {"[Content_Types].xml": types})) == "Own the ranking"


def test_hidden_text_and_rows_taken_out_are_not_read():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> and the budget that nobody knows</w:t></w:r>"
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> models</w:t></w:r>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{PARAGRAPH.format('Kubernetes')}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{PARAGRAPH.format('Python')}</w:tc></w:tr>"
    body = f"<w:p>{RUN.format('Own the ranking')}{hidden}{shown}</w:p><w:tbl><w:tblPr/>{row}{kept}</w:tbl>"
    assert text_of_word(with_body(body)) == "Own the ranking models\n\nPython"


def test_a_style_of_the_outline_is_a_head_whatever_it_is_called():
    document = Document()
    style = document.styles.add_style("Abschnitt", WD_STYLE_TYPE.PARAGRAPH)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    style.element.get_or_add_pPr().append(level)
    document.add_paragraph("Deine Aufgaben", style="Abschnitt")
    document.add_paragraph("Du baust Modelle.")
    assert text_of_word(saved(document)) == "## Deine Aufgaben\n\nDu baust Modelle."


def test_words_stand_apart_where_a_tab_aligns_them():
    assert (
        text_of_word(with_body(f"<w:p>{RUN.format('Location')}<w:r><w:ptab/></w:r>{RUN.format('Toronto')}</w:p>"))
        == "Location Toronto"
    )
