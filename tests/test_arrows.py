"""The house's arrows: who may import whom (pyproject.toml, `tool.importlinter`)."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
SDKS = {"slack_bolt", "slack_sdk", "botbuilder", "botframework", "aiohttp", "apscheduler", "matplotlib"}


def test_rooms_import_downward_only():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_modules_import_each_other_in_a_ring():
    """Nor for types alone, nor late: what two modules need of each other lies below both."""
    graph = grimp.build_graph("bot", "handlers", "knowledge", "storage", cache_dir=None)
    TopologicalSorter({each: graph.find_modules_directly_imported_by(each) for each in graph.modules}).prepare()


@pytest.mark.parametrize("room", ["handlers", "knowledge", "storage"])
def test_no_room_below_the_doors_knows_a_platform(room):
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in _imports(path)
        if name in SDKS
    }
    assert not found


@pytest.mark.parametrize("room", ["handlers", "knowledge", "storage"])
def test_no_room_below_the_doors_reads_the_clock(room):
    """Time is an argument. Ids alone read it themselves: they are names, and no rule depends on the moment in one."""
    found = set()
    for path in (ROOT / room).rglob("*.py"):
        if path.name == "ids.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = f"{getattr(node.func.value, 'id', '')}.{node.func.attr}"
                if called in {"datetime.now", "datetime.utcnow", "time.time", "date.today", "datetime.today"}:
                    found.add(f"{path.relative_to(ROOT)}:{node.lineno} {called}")
    assert not found


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names
