"""The role, the certificates and the failures, as values."""

from knowledge.load import load
from knowledge.topics.certs import certificates
from knowledge.topics.mistakes import mistakes
from knowledge.topics.role import role

KNOWLEDGE = load()


def test_nothing_said_of_the_role_is_left_out() -> None:
    found = role(KNOWLEDGE)
    listed = {share.fact.id for share in found.week}
    for part in (found.what, found.duties, found.qualifications, found.phd, found.paths, found.related, found.outlook):
        listed |= {fact.id for fact in part}
    listed |= {fact.id for fact in (found.training, found.ladder) if fact}
    left = {fact.id for fact in KNOWLEDGE.by_topic["role"]} - listed
    assert left == {"role-profile.role.sample-senior-scale", "role-profile.role.sample-senior-rebuild"}


def test_nothing_said_of_certificates_is_left_out() -> None:
    found = certificates(KNOWLEDGE)
    listed = {each.fact.id for tier in found.tiers.values() for each in tier}
    listed |= {fact.id for fact in (*found.advice, *found.named, *found.stronger)}
    assert listed == {fact.id for fact in KNOWLEDGE.topic("certs")}


def test_every_failure_is_told_or_stands_beside() -> None:
    found = mistakes(KNOWLEDGE)
    told = [each.fact.id for each in found.failures]
    assert len(told) == len(set(told))
    assert {*told, *(fact.id for fact in found.also), found.reading.id} == {fact.id for fact in KNOWLEDGE.topic("mistakes")}


def test_a_failure_is_prevented_by_another_fact() -> None:
    assert all(each.prevented_by and each.prevented_by.id != each.fact.id for each in mistakes(KNOWLEDGE).failures)
