"""Documents to read: PDFs written by hand, as small as the format lets them be, and Word documents by python-docx."""

from __future__ import annotations

import io
import textwrap
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from pypdf import PdfReader, PdfWriter

JDS = Path(__file__).parents[1] / "knowledge" / "jds"
TOP, LEFT, PITCH, SIZE = 720.0, 72.0, 14.0, 11.0
BULLETS = ("- ", "* ", "• ")


@dataclass(frozen=True)
class Set:
    """A line of text set on a page."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE
    bold: bool = False

    def drawn(self) -> bytes:
        said = self.text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        font = b"F2" if self.bold else b"F1"
        return b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (font, self.size, self.x, self.y, said)


def pdf(*pages: Iterable[Set] | bytes) -> bytes:
    """A PDF of these pages; one given as bytes is the content stream itself."""
    contents = [page if isinstance(page, bytes) else b"".join(line.drawn() for line in page) for page in pages]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    fonts = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
    for number, content in enumerate(contents):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
        objects += [page % (fonts, 6 + 2 * number), stream(content)]
    return assembled(objects)


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Objects numbered from 1, the first being the catalogue, as a file with its table."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(written + ending % (len(objects) + 1, table, len(objects) + 1, len(written)))


def typeset(text: str, characters: int = 84) -> list[list[Set]]:
    """A description as a word processor sets it: heads bold, items with bullets, lines wrapped, a page after 45 lines."""
    lines = list(_laid_out(text, characters))
    return [
        [Set(said, LEFT + indent, TOP - PITCH * place, SIZE, bold) for place, (said, indent, bold) in enumerate(page) if said]
        for page in (lines[start : start + 45] for start in range(0, len(lines), 45))
    ]


def _laid_out(text: str, characters: int) -> Iterator[tuple[str, float, bool]]:
    for style, said in styled(text):
        wrapped = textwrap.wrap(said, characters - 4 if style == "item" else characters, break_long_words=False)
        for number, line in enumerate(wrapped):
            if style == "item":
                yield (f"• {line}", 6, False) if number == 0 else (line, 14, False)
            else:
                yield line, 0, style in {"title", "head"}
        yield "", 0, False


def styled(text: str) -> Iterator[tuple[str, str]]:
    """Each line with what it is in a document: title, head, item or text."""
    first = True
    for line in filter(None, map(str.strip, text.split("\n"))):
        if line.startswith(BULLETS):
            yield "item", line[2:]
        elif len(line) < 45 and not line.endswith((".", ",")):
            yield "title" if first else "head", line.lstrip("# ")
        else:
            yield "text", line
        first = False


def word(text: str) -> bytes:
    """The same as a Word document."""
    document = Document()
    styles = {"title": "Title", "head": "Heading 2", "item": "List Bullet", "text": None}
    for style, said in styled(text):
        document.add_paragraph(said, style=styles[style])
    return saved(document)


def saved(document: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


def with_body(xml: str, **parts: str) -> bytes:
    """A Word document whose body is this XML (`w:` is known)."""
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    whole = f"<?xml version='1.0'?>{parts.get('doctype', '')}<w:document {spaces}><w:body>{xml}</w:body></w:document>"
    return changed(saved(Document()), {"word/document.xml": whole.encode()})


def changed(archive: bytes, members: Mapping[str, bytes]) -> bytes:
    """An archive with some members replaced or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in members:
                after.writestr(name, before.read(name))
        for name, body in members.items():
            after.writestr(name, body)
    return kept.getvalue()


def archive(members: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return kept.getvalue()


def locked(raw: bytes, password: str, owner: str = "owner") -> bytes:
    """A PDF behind a password; "" lets everybody open it and forbids the rest."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(password, owner, algorithm="AES-256")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
