"""Fixtures of the chassis' tests."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from chassis import logs
from chassis.tests.calls import World, world


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    """Services that call each other."""
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as JSON lines."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = io.StringIO()
    logs.configure("session", "INFO", stream=written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
