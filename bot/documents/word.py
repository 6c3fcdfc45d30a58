"""The text of a Word document. Runs in a process of its own (child.py): what its XML unpacks to is up to its writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.text.paragraph import Paragraph

from bot.documents.letters import clean, split_mark
from bot.documents.limits import MOST_CHARACTERS, MOST_HEAD_CHARACTERS, MOST_UNPACKED_BYTES, MOST_XML_BYTES
from bot.documents.refusal import Reason, Refused

MOST_LABEL_CHARACTERS = 40

PartFactory.part_type_for["application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"] = DocumentPart
"""A template (.dotx) is a document by another name."""

_CONTENT_TYPES = "[Content_Types].xml"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_WRITTEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "•"}
_CHARACTERS = {qn(f"w:{name}"): character for name, character in _WRITTEN.items()}
_TEXT, _NUMBERING, _FORMAT, _OUTLINE = qn("w:t"), qn("w:numPr"), qn("w:pPr"), qn("w:outlineLvl")
_RUN, _HIDDEN, _ROW_TAKEN_OUT, _VALUE = qn("w:r"), f"{qn('w:rPr')}/{qn('w:vanish')}", f"{qn('w:trPr')}/{qn('w:del')}", qn("w:val")
_OFF = ("0", "false", "off")
_NO_LEVEL = "9"
"""Of text that stands in no outline."""
_OLD_TWIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset({qn("w:del"), qn("w:moveFrom"), _OLD_TWIN, _FORMAT})
"""What a reader doesn't see: text taken out or moved while changes were tracked, and a text box once more for old programs."""
_HEADS = ("Heading", "Title", "Subtitle")
_ENDS = (".", ",", ";")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table that reads as one."""

    text: str
    head: bool = False
    item: bool = False
    bold: bool = False


def text_of_word(raw: bytes) -> str:
    """What stands in it in its order: heads begin with "## ", items with "- ". Raises Refused for what is no Word document or
    unpacks to too much; any other error says that it is broken."""
    with ZipFile(BytesIO(raw)) as archive:
        _check(archive)
    main = Package.open(BytesIO(raw)).main_document_part
    if not isinstance(main, DocumentPart):
        raise Refused(Reason.BROKEN)
    document = main.document
    text = "\n".join(_lines(list(_Reader(document).blocks(document.element.body)))).lstrip()
    if len(text) > MOST_CHARACTERS:
        raise Refused(Reason.TOO_MUCH)
    return text


def _check(archive: ZipFile) -> None:
    """That it is a Word document of a size that can be read. Sizes are the archive's own words; more is never unpacked."""
    members = archive.infolist()
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if xml > MOST_XML_BYTES or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise Refused(Reason.TOO_MUCH)
    names = archive.NameToInfo.keys()
    if not any(name.startswith("word/") for name in names):
        raise Refused(_other(archive))
    if b"macroEnabled" in archive.read(_CONTENT_TYPES):
        raise Refused(Reason.MACROS)


def _other(archive: ZipFile) -> Reason:
    """What an archive is that holds no Word document."""
    names = archive.NameToInfo.keys()
    declared = archive.read("mimetype") if "mimetype" in names else b""
    if b"opendocument.text" in declared:
        return Reason.OPEN_DOCUMENT
    if b"opendocument.spreadsheet" in declared or any(name.startswith("xl/") for name in names):
        return Reason.SPREADSHEET
    if b"opendocument.presentation" in declared or any(name.startswith("ppt/") for name in names):
        return Reason.SLIDES
    return Reason.APPLE_PAGES if any(name.endswith(".iwa") for name in names) else Reason.OTHER


class _Reader:
    """The blocks of a document, through tables, content controls, text boxes and tracked changes."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document

    def blocks(self, parent: Any) -> Iterator[Block]:
        """What stands inside an element, in its order."""
        for element in parent.iterchildren():
            if element.tag == _PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                for row in _inside(element, _ROW):
                    yield from _row([list(self.blocks(cell)) for cell in _inside(row, _CELL)])
            elif element.tag not in _UNSEEN:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        paragraph = Paragraph(element, self._document)
        style = paragraph.style.name or "" if paragraph.style else ""
        runs = [run for run in paragraph.runs if run.text.strip()]
        bold = bool(runs) and all(run.bold for run in runs)
        head = style.startswith(_HEADS) or _is_in_outline(paragraph)
        item = not head and _is_numbered(paragraph)
        for line in clean("".join(_said(element))).replace("\u00ad", "").split("\n"):
            mark, rest = split_mark(" ".join(line.split()))
            typed = bool(mark) and not head and mark[-1] not in ".)"
            if rest:
                text = rest if typed else f"{mark} {rest}".lstrip()
                yield Block(text, head, item or typed, bold)
        for box in element.iter(_BOX):
            if next(box.iterancestors(_OLD_TWIN), None) is None:
                yield from self.blocks(box)


def _said(element: Any) -> Iterator[str]:
    """The characters of a paragraph, but for those in text boxes that are anchored in it."""
    for child in element.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _UNSEEN and child.tag != _BOX and not _is_hidden(child):
            yield from _said(child)


def _is_hidden(element: Any) -> bool:
    """Whether it is a run that is set as hidden."""
    mark = element.find(_HIDDEN) if element.tag == _RUN else None
    return mark is not None and mark.get(_VALUE) not in _OFF


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in parent.iterchildren():
        if child.tag == tag and child.find(_ROW_TAKEN_OUT) is None:
            yield child
        elif child.tag not in _UNSEEN and child.tag != tag:
            yield from _inside(child, tag)


def _is_numbered(paragraph: Paragraph) -> bool:
    """Whether a paragraph is an item of a list, by itself or by its style."""
    style = paragraph.style
    if style is not None and (style.name or "").startswith("List"):
        return True
    numbering = _setting(paragraph, _NUMBERING)
    return numbering is not None and (numbering.numId is None or numbering.numId.val != 0)


def _is_in_outline(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a head of some level, whatever its style is called."""
    level = _setting(paragraph, _OUTLINE)
    return level is not None and level.get(_VALUE) != _NO_LEVEL


def _setting(paragraph: Paragraph, tag: str) -> Any:
    """What a paragraph says of its format, by itself or by its style or one that this is based on; None where none does."""
    elements, style = [paragraph._p], paragraph.style
    while style is not None:
        elements.append(style.element)
        style = style.base_style
    return next((found for each in elements if (found := each.find(f"{_FORMAT}/{tag}")) is not None), None)


def _row(cells: list[list[Block]]) -> Iterator[Block]:
    """A row of a table: a line where every cell holds one, else its cells one after the other."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 and not cell[0].item for cell in filled):
        said = [cell[0].text for cell in filled]
        yield Block(f"{said[0].rstrip(':')}: {said[1]}" if len(said) == 2 else " | ".join(said))
        return
    for number, cell in enumerate(filled):
        labels = number == 0 and len(filled) == 2 and len(cell) == 1 and len(cell[0].text) <= MOST_LABEL_CHARACTERS
        yield from (replace(block, head=block.head or labels) for block in cell)


def _lines(blocks: list[Block]) -> Iterator[str]:
    """Blocks as lines of text, with an empty one between paragraphs and before a head."""
    letters = sum(len(block.text) for block in blocks)
    bold_tells = sum(len(block.text) for block in blocks if block.bold) * 2 < letters
    told = [replace(block, head=block.head or (bold_tells and _looks_a_head(block))) for block in blocks]
    for before, block in pairwise([Block("", item=True), *told]):
        if block.head or before.head or not (before.item or block.item):
            yield ""
        yield f"## {block.text}" if block.head else f"- {block.text}" if block.item else block.text


def _looks_a_head(block: Block) -> bool:
    return block.bold and not block.item and len(block.text) <= MOST_HEAD_CHARACTERS and not block.text.endswith(_ENDS)
