"""`certs` as a person sees it."""

from __future__ import annotations


def test_certificates_stand_by_tier(ask):
    tiers = ask("certs").data["tiers"]
    assert {"AWS Machine Learning Specialty", "GCP Professional ML Engineer"} <= {each["name"] for each in tiers["1"]}
    assert {"CKA", "CKAD"} <= {each["name"] for each in tiers["2"]}


def test_a_certificate_filed_in_two_tiers_says_so(ask, shown):
    reply = ask("certs")
    assert all(any("Databricks" in each["name"] for each in reply.data["tiers"][tier]) for tier in ("1", "2"))
    assert "Databricks Certified Machine Learning Professional stands in tiers 1 and 2" in shown(reply)


def test_the_tier_to_skip_is_named(ask, shown):
    assert "Tier 3" in shown(ask("certs"))


def test_what_says_more_than_a_certificate_follows(ask):
    assert len(ask("certs").data["stronger"]) == 6


def test_lacking_one_counts_against_nobody(ask, shown):
    assert "counts against nobody" in shown(ask("certs"))


def test_other_guides_lists_are_kept(ask):
    assert [each["source"] for each in ask("certs everything").data["named"]] == ["role-profile"]


def test_two_publishers_are_answered_together(ask):
    assert ask("certs gcp vs aws").data["whose"] == ["gcp", "aws"]


def test_a_publisher_that_no_guide_names_is_said(ask, shown):
    assert "No guide names a certificate of TensorFlow" in shown(ask("certs tensorflow"))


def test_a_lane_has_its_own_certificate_first(ask):
    assert ask("certs mlops").text.startswith("MLOps / ML platform engineer: CKA or CKAD, tier 2")
