"""`mlhire say`: the contract for machines."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import ANSWERED, NOT_UNDERSTOOD, WRONG, main
from storage.locking import FileLock
from tests.documents.making import JDS, pdf, typeset, word


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/say.db")


def test_say_prints_the_answer(capsys):
    assert main(["say", "band senior remote"]) == ANSWERED
    assert "post $190K–$230K base" in capsys.readouterr().out


def test_json_has_text_elements_actions_and_data(capsys):
    main(["say", "--as", "json", "band", "senior", "remote"])
    reply = json.loads(capsys.readouterr().out)
    assert {"text", "elements", "actions", "data"} <= reply.keys()
    assert reply["data"]["level"] == "senior"


@pytest.mark.parametrize(("form", "key"), [("slack", "blocks"), ("teams", "body")])
def test_the_platforms_messages_are_one_document(capsys, form, key):
    main(["say", "--as", form, "band senior remote"])
    assert json.loads(capsys.readouterr().out)[key]


def test_what_is_not_understood_has_its_own_status_and_offers_the_nearest(capsys):
    assert main(["say", "qwertzuiop"]) == NOT_UNDERSTOOD
    assert "band senior remote" in capsys.readouterr().out


def test_structured_arguments_are_not_parsed(capsys):
    assert main(["say", "--as", "json", "--args", '{"level": "staff", "markets": ["new-york"]}', "band"]) == ANSWERED
    assert json.loads(capsys.readouterr().out)["data"]["market"] == "new-york"


@pytest.mark.parametrize(
    ("verb", "near"), [("BAND", "band"), ("band senior", "band"), ("req-open", "req open"), ("tirage", "triage")]
)
def test_a_verb_that_a_script_gets_wrong_is_not_understood_and_names_the_nearest(capsys, verb, near):
    assert main(["say", "--args", "{}", verb]) == NOT_UNDERSTOOD
    assert f'Did you mean "{near}"?' in capsys.readouterr().out


@pytest.mark.parametrize("args", ["{", "[1]", '"x"'])
def test_arguments_that_are_no_object_are_refused(capsys, args):
    assert main(["say", "--args", args, "band"]) == WRONG
    assert "--args" in capsys.readouterr().err


def test_a_file_is_attached(capsys, tmp_path):
    file = tmp_path / "jd.txt"
    file.write_text("Run the GPU node pools and the model serving platform for six teams.", encoding="utf-8")
    main(["say", "--as", "json", "--file", str(file), "triage"])
    assert json.loads(capsys.readouterr().out)["data"]["lane"] == "mlops"


@pytest.mark.parametrize("made", [lambda text: pdf(*typeset(text)), word], ids=["pdf", "word"])
@pytest.mark.parametrize("verb", ["triage", "jd audit"])
def test_a_pdf_or_word_document_is_judged_as_its_text(capsys, tmp_path, made, verb):
    text, file = JDS / "production-fraud-bank.txt", tmp_path / "jd"
    file.write_bytes(made(text.read_text(encoding="utf-8")))
    told = []
    for each in (text, file):
        assert main(["say", "--as", "json", "--file", str(each), verb]) == ANSWERED
        told.append(json.loads(capsys.readouterr().out)["text"])
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 whatever", "is damaged or cut short"),
        (b"PK\x03\x04\x14\x00\x00", "is damaged or cut short"),
        (b"{\\rtf1 Build RAG agents}", "is rich text (.rtf)"),
        (b"\0", "is none of these"),
    ],
)
def test_a_file_that_can_not_be_read_is_said(capsys, tmp_path, raw, said):
    file = tmp_path / "jd.docx"
    file.write_bytes(raw)
    assert main(["say", "triage", "--file", str(file)]) == WRONG
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_however_it_was_saved(capsys, tmp_path, encoding):
    file = tmp_path / "jd.txt"
    file.write_text("Développer des agents RAG : évaluer les réponses du LLM.", encoding=encoding)
    assert main(["say", "triage", "--file", str(file), "--as", "json"]) == ANSWERED
    assert "évaluer" in capsys.readouterr().out


def test_a_missing_file_is_said(capsys):
    assert main(["say", "--file", "/nowhere/jd.txt", "triage"]) == WRONG
    assert "/nowhere/jd.txt" in capsys.readouterr().err


def test_a_batch_answers_line_by_line_in_order(capsys, monkeypatch):
    lines = [
        '"band senior remote"',
        '{"say": "triage", "attachment": "own the RAG pipeline and its evals"}',
        "not json",
        "",
        '{"x": 1}',
        '"loop senior"',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    assert main(["say", "--batch"]) == ANSWERED
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reply["understood"] for reply in replies] == [True, True, False, False, False, True]
    assert replies[3]["text"] == "This line can't be read: it is empty"
    assert replies[1]["data"]["lane"] == "applied-llm"


@pytest.mark.parametrize("more", [["--as", "slack"], ["--as", "text"], ["band senior"], ["--file", "jd.txt"], ["--args", "{}"]])
def test_what_a_batch_would_not_heed_is_refused(capsys, monkeypatch, more):
    monkeypatch.setattr("sys.stdin", io.StringIO('"band senior remote"\n'))
    assert main(["say", "--batch", *more]) == WRONG
    told = capsys.readouterr()
    assert "--batch" in told.err
    assert told.out == ""


def test_no_line_of_a_batch_ends_it(capsys, monkeypatch):
    lines = ["\ufeff" + json.dumps("band senior remote"), "[" * 100_000, '"band senior sf"']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    assert main(["say", "--batch"]) == ANSWERED
    understood = [json.loads(line)["understood"] for line in capsys.readouterr().out.splitlines()]
    assert understood == [True, False, True]


def test_a_key_that_a_batch_does_not_know_is_named(capsys, monkeypatch):
    lines = ['{"say": "triage", "text": "own the RAG pipeline"}', '{"say": "band senior sf", "by": "Mei", "args": {}}']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    assert main(["say", "--batch"]) == ANSWERED
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert not (first["understood"] or second["understood"])
    assert "`text` is no key" in first["text"] and "attachment" in first["text"]
    assert "`args`, `by`" in second["text"]


def test_arguments_that_were_refused_have_the_status_of_a_wrong_input(capsys):
    assert main(["say", "band", "--args", '{"level": "xyz"}']) == WRONG
    assert "xyz" in capsys.readouterr().out


def test_speaking_as_somebody_changes_state_as_them(capsys):
    main(["say", "--by", "Mei", 'req open "Senior ML engineer"'])
    main(["say", "--by", "Mei", 'loop done "A.Q." R-1'])
    capsys.readouterr()
    main(["say", "--by", "Mei", "--as", "json", "due"])
    assert {each["clock"] for each in json.loads(capsys.readouterr().out)["data"]["due"]} == {"offer", "decision"}


def test_what_is_piped_in_is_a_document_too(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Run the GPU node pools and the model serving platform for six teams."))
    main(["say", "--as", "json", "--file", "-", "triage"])
    assert json.loads(capsys.readouterr().out)["data"]["lane"] == "mlops"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a system without it")
def test_a_file_without_an_end_is_not_read_to_its_end(capsys):
    assert main(["say", "--file", "/dev/zero", "triage"]) == WRONG
    assert "zero is none of these" in capsys.readouterr().err


def test_a_search_that_another_process_serves_is_said_with_the_way_out(capsys, tmp_path):
    served = FileLock(tmp_path / "say.db")
    assert main(["say", "req list"]) == WRONG
    told = capsys.readouterr()
    assert "already served by another mlhire process" in " ".join(told.out.split())
    assert told.err == ""
    assert main(["say", "band senior remote"]) == ANSWERED
    served.release()


def test_export_writes_every_fact_as_a_line(capsys):
    assert main(["knowledge", "export"]) == ANSWERED
    facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"id", "topic", "source", "statement", "values", "as_of", "applies_to", "measures"} <= facts[0].keys()
    assert {"rfs", "kore1", "exzev", "role-profile", "mlaiqa"} <= {fact["source"] for fact in facts}


def test_the_knowledge_is_clean(capsys):
    assert main(["knowledge", "check"]) == ANSWERED, capsys.readouterr().out


def test_a_wrong_setting_stops_with_its_key(capsys, monkeypatch):
    monkeypatch.setenv("PORT", "harbour")
    assert main(["say", "band senior remote"]) == WRONG
    assert "server.port" in capsys.readouterr().err


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_manifests_are_generated(capsys, platform):
    assert main(["manifest", platform, "--url", "https://mlhire.example.com"]) == ANSWERED
    assert "band" in capsys.readouterr().out


@pytest.mark.parametrize("platform", ["slack", "teams"])
@pytest.mark.parametrize("url", ["mlhire.example.com", "http://mlhire.example.com", "https://", "https://[bad", "https://a b"])
def test_an_address_that_no_platform_calls_is_refused(capsys, platform, url):
    assert main(["manifest", platform, "--url", url]) == WRONG
    assert capsys.readouterr().err.startswith(f"--url: {url} is no address")


def test_slacks_manifest_comes_in_no_package(capsys, tmp_path):
    assert main(["manifest", "slack", "--zip", str(tmp_path / "x.zip")]) == WRONG
    assert "leave --zip out" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["mlhire", "3fa85f64-5717-4562-b3fc", "{3fa85f64-5717-4562-b3fc-2c963f66afa6}"])
def test_an_app_id_that_teams_would_turn_down_is_told_with_what_to_do(capsys, monkeypatch, wrong):
    monkeypatch.setenv("MICROSOFT_APP_ID", wrong)
    assert main(["manifest", "teams"]) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert f"MICROSOFT_APP_ID: '{wrong}' is no app id" in said.err
    assert "Application (client) ID" in said.err


def test_no_door_is_opened_under_an_id_that_is_no_app_s(capsys, monkeypatch):
    monkeypatch.setenv("MICROSOFT_APP_ID", "mlhire")
    assert main(["serve"]) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "MICROSOFT_APP_ID: 'mlhire' is no app id" in said.err
    assert "unset the variable: Teams then stays closed." in said.err


def test_documents_of_an_answer_are_saved(capsys, tmp_path):
    assert main(["say", "--save", str(tmp_path / "kits"), "kit senior production"]) == ANSWERED
    saved = sorted(path.suffix for path in (tmp_path / "kits").iterdir())
    assert saved == [".html", ".md"]
    assert "<html" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "option"), [(["say", "kit senior production", "--save"], "--save"), (["manifest", "teams", "--zip"], "--zip")]
)
def test_a_place_where_nothing_can_be_written_is_said(capsys, tmp_path, asked, option):
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    where = str(taken / "in it")
    assert main([*asked, where]) == WRONG
    assert capsys.readouterr().err.startswith(f"{option}: {where}: ")


@pytest.mark.parametrize("host", ["no such host", "192.0.2.7"])
def test_a_host_that_is_no_address_is_not_blamed_on_the_port(capsys, monkeypatch, tmp_path, host):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/serve.db")
    monkeypatch.setenv("HOST", host)
    assert main(["serve"]) == WRONG
    said = capsys.readouterr().err
    assert f"server.host (or HOST): {host} is no address" in said
    assert "PORT" not in said


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ('{"level": "director"}', "I know junior, mid, senior, staff."),
        ('{"markets": ["nyc"]}', "Did you mean new-york? I know us, us-remote,"),
        ('{"lane": "wizard"}', "I know production, data-scientist, mlops, applied-llm, research."),
    ],
)
def test_an_id_that_is_none_is_told_with_those_there_are(capsys, args, told):
    assert main(["say", "--args", args, "band"]) == WRONG
    assert told in " ".join(capsys.readouterr().out.split())


@pytest.fixture(params=["serve", "say"])
def with_a_database(request):
    return ["serve"] if request.param == "serve" else ["say", "req list"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:///{tmp}", "unable to open database file"),
        ("sqlite:////proc/none/mlhire.db", "No such file or directory"),
        ("sqlite:///{tmp}/no-database", "file is not a database"),
        ("postgresql://nobody@127.0.0.1:1/x", "Connection refused"),
        ("postgresql://nobody:hidden@127.0.0.1:port/x", "its port is no number"),
        ("sqlite:///:memory:", "SQLite needs a file"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_with_its_mend(capsys, tmp_path, monkeypatch, with_a_database, url, told):
    (tmp_path / "no-database").write_bytes(bytes(range(256)) * 40)
    monkeypatch.setenv("DATABASE_URL", url.format(tmp=tmp_path))
    monkeypatch.setenv("PORT", "0")
    assert main(with_a_database) == WRONG
    out, err = capsys.readouterr()
    said = " ".join((out + err).split())
    assert told in said
    assert "DATABASE_URL" in said
    assert "reference" not in said
    assert "hidden" not in said
