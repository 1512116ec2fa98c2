"""What tells one web service from the other on screen: its names and its menu."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of a menu; it is marked as current on every endpoint of `section` (a blueprint's name)."""

    label: str
    endpoint: str
    section: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in, as the header shows it."""

    name: str
    pages: tuple[Page, ...]


def _nobody() -> Person | None:
    return None


@dataclass(frozen=True, slots=True)
class Site:
    """Names and menus of a service; `person` is asked on each page, `log_in` and `log_out` are endpoints."""

    name: str
    subtitle: str
    pages: tuple[Page, ...]
    home: str
    log_in: str
    log_out: str
    person: Callable[[], Person | None] = _nobody
