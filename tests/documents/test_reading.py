"""Files as people hand them over: by what is in them, within bounds, and with a sentence where they can't be read."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import zipfile
from codecs import BOM_UTF32_BE

import pytest
from docx import Document

from bot.documents import child, limits, reading
from bot.documents.reading import Unreadable, read, read_now
from bot.documents.refusal import Reason
from handlers.core.wording import Wording
from tests.documents.making import Set, archive, assembled, changed, locked, pdf, saved, with_body

SAID = "Own the ranking models of our shop"
PDF = pdf([Set(SAID)])
PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
WORD = with_body(PARAGRAPH)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
WITH_MACROS = changed(
    WORD,
    {
        "[Content_Types].xml": zipfile.ZipFile(io.BytesIO(WORD))
        .read("[Content_Types].xml")
        .replace(b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main")
    },
)
SCAN_PAGE = b"q 600 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "
ENDLESS_PAGES = assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))


def refused(raw: bytes) -> str:
    with pytest.raises(Unreadable) as told:
        read_now("jd", raw)
    return str(told.value)


def sentence(reason: Reason, limit: str = "") -> str:
    return str(getattr(Wording("document"), reason)(name="jd", **({"limit": limit} if limit else {})))


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("jd.pdf", PDF),
        ("jd.txt", PDF),
        ("jd.docx", b"\r\n" + PDF),
        ("jd.docx", WORD),
        ("jd.pdf", WORD),
        ("jd.pdf", SAID.encode()),
        ("jd.docx", SAID.encode("utf-16")),
        ("jd.txt", SAID.encode("utf-32")),
        ("jd.txt", BOM_UTF32_BE + SAID.encode("utf-32-be")),
        ("jd.doc", f"\ufeff{SAID}".encode()),
    ],
)
def test_a_file_is_what_is_in_it_whatever_it_is_called(name: str, raw: bytes):
    assert read_now(name, raw) == SAID


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (locked(PDF, "secret"), Reason.LOCKED),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), Reason.LOCKED),
        (pdf(SCAN_PAGE), Reason.NO_TEXT),
        (pdf(*[SCAN_PAGE + Set("Scanned by Scanly").drawn()] * 5), Reason.NO_TEXT),
        (saved(Document()), Reason.NO_TEXT),
        (PDF[: len(PDF) // 2], Reason.BROKEN),
        (b"%PDF-1.7 whatever", Reason.BROKEN),
        (ENDLESS_PAGES, Reason.BROKEN),
        (WORD[: len(WORD) // 2], Reason.BROKEN),
        (b"PK\x03\x04\x14\x00\x00", Reason.BROKEN),
        (WITH_MACROS, Reason.MACROS),
        (OLD_OFFICE + "WordDocument".encode("utf-16-le"), Reason.OLD_WORD),
        (OLD_OFFICE + "Workbook".encode("utf-16-le"), Reason.SPREADSHEET),
        (OLD_OFFICE + "PowerPoint Document".encode("utf-16-le"), Reason.SLIDES),
        (OLD_OFFICE, Reason.OTHER),
        (b"{\\rtf1 Build RAG agents}", Reason.RICH_TEXT),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), Reason.OPEN_DOCUMENT),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), Reason.SPREADSHEET),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), Reason.SLIDES),
        (archive({"xl/workbook.xml": b"<x/>"}), Reason.SPREADSHEET),
        (archive({"ppt/presentation.xml": b"<x/>"}), Reason.SLIDES),
        (archive({"Index/Document.iwa": b"x"}), Reason.APPLE_PAGES),
        (archive({"jd.txt": b"x"}), Reason.OTHER),
        (archive({}), Reason.OTHER),
        (b"\x89PNG\r\n", Reason.PICTURE),
        (b"\xff\xd8\xff\xe0", Reason.PICTURE),
        (b"\0\0\0\x18ftypheic", Reason.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", Reason.PICTURE),
        (b"some\0thing", Reason.OTHER),
    ],
)
def test_what_can_not_be_read_is_said_with_what_to_do(raw: bytes, reason: Reason):
    assert refused(raw) == sentence(reason)


@pytest.mark.parametrize("reason", [*Reason])
def test_every_sentence_names_the_file_and_a_way_out(reason: Reason):
    limited = {Reason.TOO_LARGE, Reason.TOO_MANY_PAGES}
    said = sentence(reason, "50" if reason in limited else "")
    assert "jd" in said
    assert "aste" in said, "pasting the text is always a way"


def test_more_pages_than_are_read_are_refused_unread():
    assert refused(pdf(*[[Set(SAID)]] * (limits.MOST_PAGES + 1))) == sentence(Reason.TOO_MANY_PAGES, str(limits.MOST_PAGES))


def test_text_has_a_bound_of_its_own():
    assert refused(b"x" * (limits.MOST_TEXT_BYTES + 1)) == sentence(Reason.TOO_LARGE, "1 MB")


@pytest.mark.parametrize(
    "raw",
    [
        changed(WORD, {"word/document.xml": b"<a>" + b" " * (limits.MOST_XML_BYTES + 1) + b"</a>"}),
        changed(WORD, {"word/media/image1.png": b"\0" * (limits.MOST_UNPACKED_BYTES + 1)}),
        pdf(b" " * 80_000_000),
        pdf(Set(SAID * 20).drawn() * (limits.MOST_CHARACTERS // len(SAID * 20) + 100)),
    ],
    ids=["XML that unpacks to much", "pictures that unpack to much", "a page that unpacks to much", "more text than is read"],
)
def test_what_unpacks_to_much_is_given_up(raw: bytes):
    assert len(raw) < limits.MOST_BYTES
    assert refused(raw) == sentence(Reason.TOO_MUCH)


@pytest.mark.skipif(sys.platform == "win32", reason="there only the wait is bounded")
def test_what_never_ends_is_ended_by_the_system():
    code = "from bot.documents import child; child.CPU_SECONDS = 1; child._keep_within_bounds()\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode < 0


def test_a_reader_that_was_ended_is_said(monkeypatch: pytest.MonkeyPatch):
    ended = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    assert refused(PDF) == sentence(Reason.TOO_MUCH)


def test_a_reader_that_hangs_is_said(monkeypatch: pytest.MonkeyPatch):
    def hang(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("child", timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    assert refused(PDF) == sentence(Reason.TOO_MUCH)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound the address space loosely, or not at all")
def test_memory_has_a_bound():
    code = (
        "from bot.documents import child\n"
        "child._keep_within_bounds()\n"
        f"print(child._answer(lambda raw: 'x' * {limits.MEMORY_BYTES}, b''))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str({"reason": Reason.TOO_MUCH, "error": "MemoryError"})


def test_no_entity_reaches_a_file_of_ours():
    leaked = with_body(PARAGRAPH.replace(SAID, f"{SAID} &x;"), doctype=OUTSIDE)
    assert read_now("jd", leaked) == SAID


def test_entities_within_entities_are_never_written_out():
    laughing = with_body(PARAGRAPH.replace(SAID, f"{SAID} &l9;"), doctype=f"<!DOCTYPE w:document [{LAUGHS}]>")
    try:
        said = read_now("jd", laughing)
    except Unreadable as told:
        said = str(told)
    assert "haha" not in said


def test_the_reader_is_given_no_secret(monkeypatch: pytest.MonkeyPatch):
    given: list[dict[str, str]] = []
    run = subprocess.run
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: given.append(more["env"]) or run(*args, **more))
    assert read_now("jd", PDF) == SAID
    assert "xoxb-secret" not in str(given)
    assert set(given[0]) <= {"PYTHONPATH", *reading._NEEDED}


def test_an_error_of_a_library_is_a_damaged_file():
    assert child._answer(lambda raw: str(raw[5]), b"") == {"reason": Reason.BROKEN, "error": "IndexError"}


async def test_the_loop_goes_on_while_a_document_is_read():
    task = asyncio.create_task(read("jd.pdf", PDF))
    turns = 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100
    assert await task == SAID


async def test_who_waits_too_long_for_their_turn_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.0)
    with pytest.raises(Unreadable) as told:
        await read("jd", PDF)
    assert str(told.value) == sentence(Reason.TOO_MUCH)


async def test_many_files_at_once_are_all_read():
    assert await asyncio.gather(*(read("jd", raw) for raw in (PDF, WORD, SAID.encode()) * 2)) == [SAID] * 6


def test_who_hands_over_no_document_imports_no_reader():
    code = (
        "import sys; from bot.compose import House; from bot.config import Config; from bot.web import application\n"
        "doors = {'slack': {'bot_token': 'xoxb-1', 'signing_secret': 's'}, 'server': {'host': '127.0.0.1'}}\n"
        "application(House(Config.model_validate(doors)), dict)\n"
        "from bot.documents.reading import read_now; read_now('jd', b'Own the ranking models')\n"
        "print({'pypdf', 'docx', 'lxml'} & {name.partition('.')[0] for name in sys.modules})"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "MICROSOFT_"))}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean)
    assert told.stdout.strip() == "set()"
