"""Instants and spans of time, as the record writes them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

Span = tuple[datetime, datetime]


def instant(text: str) -> datetime:
    """« 2027-03-01T08:00:00.000000Z »"""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def overlap(one: Span, other: Span) -> timedelta:
    """How long both lasted at once."""
    return max(min(one[1], other[1]) - max(one[0], other[0]), timedelta(0))


def within(spans: Iterable[Span], bounds: Span) -> Iterator[Span]:
    """What lies within bounds, in order, without counting anything twice."""
    end = bounds[0]
    for since, until in sorted(spans):
        start, stop = max(since, end), min(until, bounds[1])
        if start < stop:
            yield start, stop
            end = stop


def total(spans: Iterable[Span], bounds: Span) -> timedelta:
    """How much of `bounds` these cover."""
    return sum((until - since for since, until in within(spans, bounds)), timedelta(0))


def longest_outside(spans: Iterable[Span], bounds: Span) -> timedelta:
    """The longest stretch of `bounds` that none of these cover."""
    edges = [bounds[0], *(edge for span in within(spans, bounds) for edge in span), bounds[1]]
    return max(until - since for since, until in zip(edges[::2], edges[1::2], strict=True))
