"""Each scenario, played once for all of its tests."""

from __future__ import annotations

import pytest

from tests.dialogs.player import FOLDER, Heard, Player, play

SCENARIOS = sorted(file.stem for file in FOLDER.glob("*.yaml"))


@pytest.fixture(scope="session", params=SCENARIOS)
def played(request: pytest.FixtureRequest) -> Player:
    """A search, played to its end."""
    return play(request.param)


@pytest.fixture(scope="session")
def direct(played: Player) -> list[tuple[str, Heard]]:
    """What each person was told in private, the edits of it left out: those notify nobody."""
    return [(person.name, each) for each in played.said() if (person := played.hearer(each)) and not each.edited]
