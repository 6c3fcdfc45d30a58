"""Whose public holidays a zone gives away, of a country in which they are not the same everywhere: `holidays.yaml`."""

from __future__ import annotations

from functools import cache

from knowledge import ROOT

FILE = ROOT / "holidays.yaml"


def part_of(country: str, zone: str | None) -> str | None:
    """The part (ISO 3166-2, without the country) of that country that a zone lies in; None where the zone does not tell, or
    lies elsewhere."""
    return parts().get(country, {}).get(zone)


@cache
def parts() -> dict[str, dict[str | None, str]]:
    """Country → zone → part."""
    import yaml

    found: dict[str, dict[str | None, str]] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)["parts"]
    return found
