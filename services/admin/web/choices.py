"""Choices of select fields and radio buttons."""

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

NONE_YET = ("", "Choisir…")


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Make choices of (value, label)."""
    return [SelectChoice(value, label) for value, label in pairs]
