"""A company's own knowledge beside the packaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from knowledge.check import check_own
from knowledge.interviews.loops import LoopBook
from knowledge.load import KnowledgeError, load
from knowledge.pay.adjustments import Cell
from knowledge.pay.bands import BandBook
from knowledge.pay.beside import differences
from knowledge.words.vocabulary import Vocabulary

EXAMPLE = Path(__file__).parent.parent / "example_company"


@pytest.fixture(scope="module")
def packaged():
    return load()


@pytest.fixture(scope="module")
def acme():
    return load(EXAMPLE)


@pytest.fixture
def folder(tmp_path):
    """A copy of the example to break."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "acme", ignore=shutil.ignore_patterns("__pycache__")))


def changed(file, **changes):
    body = yaml.safe_load(file.read_text(encoding="utf-8"))
    body["facts"][0] |= changes
    file.write_text(yaml.safe_dump(body), encoding="utf-8")


def test_the_example_is_without_fault(packaged):
    assert check_own(EXAMPLE, packaged) == []


def test_a_fault_is_told_as_check_tells_it(folder, packaged):
    changed(folder / "pay.yaml", applies_to={"level": "senoir", "market": "us-remote"})
    (problem,) = check_own(folder, packaged)
    assert (problem.file, problem.id) == ("pay.yaml", "acme.pay.senior-us-remote-base")
    assert "write `senior`" in problem.mend


def test_a_file_that_cannot_be_read_is_a_fault_of_the_folder(folder, packaged):
    (folder / "old.yaml").symlink_to(folder / "moved-away.yaml")
    (folder / "more.yaml").mkdir()
    (folder / "levels-2027.yml").write_text("topic: levels", encoding="utf-8")
    for _ in range(2):  # as read, and as kept
        told = {problem.file: f"{problem.problem} → {problem.mend}" for problem in check_own(folder, packaged)}
        assert told.keys() == {"old.yaml", "more.yaml", "levels-2027.yml"}
        assert "No such file" in told["old.yaml"]
        assert told["levels-2027.yml"] == "is not read → call it levels-2027.yaml"


def test_a_policy_names_a_fact_that_exists(folder, packaged):
    changed(folder / "closing.yaml", values={"value": 24, "unit": "hours", "instead_of": "kore1.closing.offer-within-47-hours"})
    (problem,) = check_own(folder, packaged)
    assert "offer-within-48-hours" in problem.mend


def test_a_policy_is_in_the_unit_of_the_fact_whose_place_it_takes(folder, packaged):
    changed(
        folder / "closing.yaml",
        statement="Our offers go out within 1 day.",
        values={"value": 1, "unit": "days", "instead_of": "kore1.closing.offer-within-48-hours"},
    )
    (problem,) = check_own(folder, packaged)
    assert "in hours" in problem.mend


def test_a_source_says_whether_it_is_the_companys(folder):
    file = folder / "sources.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("    own: true\n", ""), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"own: true"):
        load(folder)


def test_the_words_are_not_a_companys_to_change(folder):
    (folder / "vocabulary.yaml").write_text("levels: []\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"vocabulary\.yaml"):
        load(folder)


def test_a_source_of_its_own_is_a_word_and_a_style(acme):
    vocabulary = Vocabulary.of(acme)
    assert vocabulary.knows("style", "acme")
    assert vocabulary.name("source", "acme") == "Acme"


def test_its_band_stands_beside_the_markets_with_the_difference(acme):
    band = BandBook(acme).band(Cell("senior", ("us-remote",)))
    found = {one.market.source: (one.low_percent, one.high_percent) for one in differences(band.rows)}
    assert found["rfs"] == (-5.3, -12.2)
    assert band.posting.from_fact == "acme.pay.senior-us-remote-base"


def test_only_like_is_compared_with_like(acme):
    for level in ("senior", "staff"):
        for one in differences(BandBook(acme).band(Cell(level, ("us-remote", "remote-worldwide"))).rows):
            assert (one.own.measures, one.own.currency, one.own.level) == (
                one.market.measures,
                one.market.currency,
                one.market.level,
            )


def test_without_a_company_nothing_differs(packaged):
    assert differences(BandBook(packaged).band(Cell("senior", ("us-remote",))).rows) == ()


def test_its_loop_wins_for_the_levels_that_it_names(acme):
    book = LoopBook(acme)
    assert book.loop("senior").style == "acme"
    assert book.loop("senior", "mlops").style == "acme"
    assert book.loop("staff").style == "recommended"
    assert book.loop("senior", style="recommended").style == "recommended"


def test_its_loop_is_shown_beside_the_published_ones(acme):
    assert [loop.style for loop in LoopBook(acme).compare().loops][:2] == ["acme", "kore1"]


def test_a_company_may_have_a_loop_for_each_lane(folder):
    body = yaml.safe_load((folder / "loops.yaml").read_text(encoding="utf-8"))
    own = {**body["facts"][0], "id": "acme.loops.platform", "applies_to": {"lane": "mlops"}}
    one = {**body["facts"][1], "id": "acme.loops.platform-call"}
    one["values"] = {**one["values"], "loop": own["id"]}
    (folder / "loops-platform.yaml").write_text(yaml.safe_dump({"topic": "loops", "facts": [own, one]}), encoding="utf-8")
    body["facts"][0]["applies_to"] = {"lane": "production"}
    (folder / "loops.yaml").write_text(yaml.safe_dump(body), encoding="utf-8")
    book = LoopBook(load(folder))
    assert [len(book.loop("senior", lane).rounds) for lane in ("production", "mlops")] == [3, 1]
    assert book.loop("senior", "research").style == "recommended"
