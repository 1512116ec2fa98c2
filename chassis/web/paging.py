"""Pages of long lists: which one the address asks for, and the links to the others (POS-5)."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

SIZES = (30, 60, 120)
LAST = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """One page among `total` rows."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where the list is empty."""
        return max(1, ceil(self.total / self.size))

    @property
    def first(self) -> int:
        """Place of the page's first row, from 1."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        """Place of the page's last row."""
        return min(self.number * self.size, self.total)

    def shown(self) -> list[int | None]:
        """Page numbers to offer: both ends and the neighbours; None where some are left out."""
        near = {1, self.pages, self.number - 1, self.number, self.number + 1}
        numbers = sorted(each for each in near if 1 <= each <= self.pages)
        shown: list[int | None] = numbers[:1]  # type: ignore[assignment]  # lists are invariant
        for before, after in pairwise(numbers):
            shown += [after] if after == before + 1 else [None, after]
        return shown


def asked_page() -> int:
    """Read the page that the address asks for; a senseless one is the first."""
    return _between(request.args.get("page", ""), 1, LAST, 1)


def asked_size() -> int:
    """Read how many rows the address asks for: one of `SIZES`."""
    size = _between(request.args.get("taille", ""), 1, LAST, SIZES[0])
    return size if size in SIZES else SIZES[0]


def address_with(**changes: str | int | None) -> str:
    """Give this page's address with some of its parameters changed; None takes one away."""
    values: MultiDict[str, str] = request.args.copy()
    for name, value in changes.items():
        values.poplist(name)
        if value is not None:
            values[name] = str(value)
    query = urlencode([(name, value) for name, value in values.items(multi=True) if value])
    return f"{request.path}?{query}" if query else request.path


def _between(text: str, low: int, high: int, default: int) -> int:
    return min(max(int(text), low), high) if text.isascii() and text.isdigit() else default
