"""Triage of whole job descriptions, and of résumés, that are written in other languages than English."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.texts.cues import compile_cues, words
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.verdicts import Triage

JDS = Path(__file__).parent / "jds"


def jd(name: str) -> str:
    return (JDS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "applied-llm-portuguese",
        "data-scientist-portuguese",
        "data-scientist-italian",
        "mlops-italian",
        "production-dutch",
        "research-dutch",
        "mlops-polish",
        "research-polish",
        "production-swedish",
        "data-scientist-japanese",
        "research-japanese",
        "mlops-chinese",
        "applied-llm-chinese",
        "production-korean",
        "research-korean",
    ],
)
def test_a_jd_in_another_language_gets_the_lane_of_its_duties_and_quotes_them(name: str) -> None:
    result = triage(jd(name))
    assert result.verdict == "one" and result.lane is not None and name.startswith(result.lane)
    assert len(result.lanes[0].evidence) > 1
    assert all(each.quote in jd(name) for each in result.lanes[0].evidence)


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("not-ml-swedish", "software engineering"),
        ("not-ml-chinese", "sales, marketing or customer work"),
        ("not-ml-japanese", "people, finance, legal or office work"),
    ],
)
def test_other_work_in_another_language_is_not_ml_though_the_company_sells_it(name: str, work: str) -> None:
    result = triage(jd(name))
    assert (result.verdict, result.other_work) == ("not-ml", work)


PERSONS = {
    "portuguese cv": (
        "Mariana Exemplo\nCientista de Dados\nExperiência profissional\nBanco Exemplo (03/2021 - atual)\n"
        "- Desenvolvi modelos de previsão de inadimplência\n- Implantei os modelos em produção\n"
        "Formação acadêmica\nBacharelado em Estatística\nIdiomas\nInglês avançado"
    ),
    "italian letter": (
        "Gentile responsabile,\nLe scrivo per candidarmi alla posizione di MLOps Engineer. Nella mia esperienza attuale "
        "ho costruito un cluster con GPU e automatizzato il rilascio dei modelli.\nCordiali saluti,\nMarco Esempio"
    ),
    "dutch about": (
        "Over mij\nIk ben een data scientist met acht jaar ervaring. Bij Voorbeeld bouwde ik voorspelmodellen en leidde ik "
        "een team van vier. Ik studeerde econometrie in Groningen."
    ),
    "polish mail": (
        "Dzień dobry, zainteresowała mnie Państwa oferta dla inżyniera ML. Ostatnie lata spędziłem w firmie Przykład, gdzie "
        "odpowiadałem za wykrywanie oszustw. Wcześniej uczyłem statystyki. Pozdrawiam, Tomasz"
    ),
    "swedish letter": (
        "Hej Karin,\njag söker härmed tjänsten som maskininlärningsingenjör. Jag har arbetat i sju år med rekommendationssystem "
        "och har lett ett team.\nMed vänliga hälsningar,\nLisa Exempel"
    ),
    "japanese cv": (
        "職務経歴書\n氏名：山田太郎\n生年月日：1990年4月2日\n職務経歴\n2020年4月〜現在 株式会社サンプル データサイエンティスト\n"
        "・需要予測モデルを構築し、在庫を削減しました\n学歴\n2017年3月 見本大学大学院 修士課程修了"
    ),
    "chinese cv": (
        "个人简历\n姓名：张三\n求职意向：机器学习工程师\n工作经历\n2019年7月 - 至今 示例科技有限公司 算法工程师\n"
        "负责推荐模型的训练和上线\n教育背景\n示例大学 硕士\n自我评价\n学习能力强"
    ),
    "korean letter": (
        "저는 예시대학교에서 통계학을 전공하고 견본회사에서 5년간 데이터 사이언티스트로 근무했습니다. 이탈 예측 모델을 "
        "만들었습니다. 저의 경험을 바탕으로 귀사의 성장에 기여하고 싶습니다."
    ),
}


@pytest.mark.parametrize("name", PERSONS)
def test_a_person_is_not_judged_in_any_language(name: str) -> None:
    assert triage(PERSONS[name]) == Triage("resume")


@pytest.mark.parametrize(
    "asked",
    [
        "応募資格\n・履歴書と職務経歴書をお送りください。\n・学歴不問、前職の給与を考慮します",
        "任职要求\n1. 硕士毕业，年龄35岁以下，有项目经历者优先\n2. 请提交个人简历",
        "Formação acadêmica: superior completo\nExperiência profissional: três anos\nTrabalho em equipe? Envie seu currículo.",
        "Ben jij op zoek naar een nieuwe uitdaging? Stuur je cv, we maken graag kennis.",
        "Vi ser fram emot att höra från dig! Du har lett projekt i minst tre år inom AI. Skicka din ansökan med cv.",
    ],
)
def test_what_a_jd_asks_of_a_person_makes_it_no_resume(asked: str) -> None:
    assert triage(asked).verdict != "resume"


def test_a_name_in_latin_letters_is_a_word_among_ideographs() -> None:
    assert [word.stem for word in words("RAGの構築、PyTorchを使う")] == ["rag", "の構築", "pytorch", "を使う"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("モデルの学習とデプロイ", "モデルの学習"),
        ("모델을 처음부터 학습합니다", "모델을 처음부터 학습"),
        ("モデルは当社のものです。来月から新しいオフィスで学習会", None),
    ],
)
def test_a_cue_in_a_script_without_spaces_lets_a_few_characters_stand_between(text: str, found: str | None) -> None:
    hit = compile_cues([("ml", "strong", "モデル|모델 ~2 学習|학습")], gap=6).first(text)
    assert (text[hit.start : hit.end] if hit else None) == found


@pytest.mark.parametrize("head", ["仕事内容", "【仕事内容】", "■仕事内容", "岗位职责：", "주요 업무"])
def test_a_head_in_brackets_or_behind_a_sign_opens_its_section(head: str) -> None:
    (passage,) = read(f"{head}\n・モデルの学習").passages
    assert passage.section == "duties"


def test_a_full_stop_without_a_space_ends_a_sentence() -> None:
    assert [passage.text for passage in read("モデルを学習します。効果を測ります。").passages] == [
        "モデルを学習します。",
        "効果を測ります。",
    ]
