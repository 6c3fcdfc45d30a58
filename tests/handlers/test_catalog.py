"""The verbs that exist, as declared."""

from __future__ import annotations

from collections import Counter

from handlers.catalog import verbs


def test_no_two_verbs_answer_to_one_name():
    names = Counter(name for verb in verbs() for name in verb.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_listed_verb_explains_itself():
    for verb in verbs():
        assert verb.summary and verb.usage, verb.name
        assert len(verb.examples) > 1 or not verb.listed, verb.name
        assert (verb.handle.__doc__ or "").strip(), verb.name


def test_every_name_is_typed_as_it_is_declared():
    assert all(name == name.casefold() for verb in verbs() for name in verb.names)
