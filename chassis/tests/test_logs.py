"""Logs: one JSON object a line, the request's id in each, no person's data."""

import io
import json
import logging
from typing import Any

import pytest
import structlog

from chassis.rpc.context import in_request


def lines(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def test_a_line_says_service_level_time_event_and_request(logged: io.StringIO) -> None:
    with in_request("requete-0001"):
        structlog.get_logger("services.session").info("amphi opened", amphi="a1")

    (line,) = lines(logged)
    assert line["service"] == "session"
    assert line["level"] == "info"
    assert line["event"] == "amphi opened"
    assert line["amphi"] == "a1"
    assert line["request_id"] == "requete-0001"
    assert line["time"].endswith("Z")


def test_libraries_log_the_same_way(logged: io.StringIO) -> None:
    logging.getLogger("somebody").warning("slow %s", "disk")

    assert lines(logged)[0]["event"] == "slow disk"
    assert lines(logged)[0]["service"] == "session"


def test_less_than_the_level_is_not_written(logged: io.StringIO) -> None:
    structlog.get_logger("services.session").debug("detail")

    assert logged.getvalue() == ""


@pytest.mark.rule("SEC-7")
def test_errors_of_libraries_do_not_tell_who(logged: io.StringIO) -> None:
    row = "(nom, ine)=(Martin, 123456789AB)"
    try:
        int(f"duplicate key\nDETAIL:  Key {row} already exists.\nfor <a.martin@exemple.fr>")
    except ValueError:
        structlog.get_logger("services.identity").exception("insert failed")

    written = logged.getvalue()
    assert "duplicate key" in written
    assert "ValueError" in written
    assert "Martin" not in written
    assert "martin@" not in written
    assert "123456789AB" not in written
