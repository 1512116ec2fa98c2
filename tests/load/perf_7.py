"""PERF-7: a campaign through the real services, played by simulated interns in 40 amphis at once.

All rules: each amphi has every habit of `simulation/behaviours`, proxies and surnombres of both kinds too.

`DCI_BENCH_INTERNES` interns in all: 5,500 is the real size; fewer keep the amphis and shorten each.
"""

import json
import os
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psycopg2

from tests.load.processes import running
from tests.load.report import Report
from tests.load.rights import ONE_IN, give_rights, proxies_of, surnombres_of
from tests.load.world import Chooser, World, world

AMPHIS = 40
INTERNES = int(os.environ.get("DCI_BENCH_INTERNES", "600"))
TURN = timedelta(seconds=15)
"""Who is absent, or sends too late, costs as much; everybody else answers at once."""

HESITATION = (0.05, 0.4)
REAL_PACE = 79.0
"""Turns an hour: 5,500 in ten days of seven hours."""
AT_LEAST = 20
LONGEST_SECONDS = 2_400
STILL_SECONDS = 8
HABITS = (
    "absent",
    "late",
    "hesitating",
    "changing_device",
    "sending_twice",
    "sending_too_late",
    "losing_network",
)
CHOSEN = "SELECT count(*) FROM decision WHERE type = 'chosen'"


def main(report: Report, *, internes: int = INTERNES, amphis: int = AMPHIS) -> None:
    """Everybody comes; the amphis start together; until the last has ended."""
    with world([internes // amphis] * amphis, TURN) as found:
        give_rights(found)
        plan = found.system.folder / "bench.json"
        plan.write_text(json.dumps(campaign_plan(found.gateway, found.amphis)))
        with running(["-m", "simulation", str(plan)], {}):
            arrived = time.monotonic()
            _wait_for_everybody(found)
            report.say(f"  {internes} internes entrés en {time.monotonic() - arrived:.0f} s")
            found.go_first()
            start = time.monotonic()
            found.start(found.amphis)
            _wait_for_the_end(found)
            seconds = time.monotonic() - start
        _tell(report, found, seconds)


def campaign_plan(gateway: str, amphis: Sequence[Sequence[Chooser]]) -> dict[str, Any]:
    """In each amphi one in ten is absent, one in ten late, and so on; the others are simply there."""
    return {
        "gateway": gateway,
        "seed": 7,
        "amphis": [
            {
                "amphi_id": line[0].amphi_id,
                "hesitation": HESITATION,
                "habits": dict.fromkeys(HABITS, max(len(line) // ONE_IN, 1)),
                "internes": [_simulated(each, line) for each in line],
            }
            for line in amphis
        ],
    }


def _simulated(each: Chooser, line: Sequence[Chooser]) -> dict[str, Any]:
    told: dict[str, Any] = {"rang_appel": each.rang, "email": each.email, "password": each.password}
    if (mandataire := proxies_of(line).get(each.rang)) is not None:
        return told | {"mandataire": {"email": mandataire, "password": each.password}}
    return told | ({"behaviour": "in_surnombre"} if each.rang in surnombres_of(line) else {})


def _wait_for_everybody(found: World) -> None:
    """Until no more come: connections of the live channel, as session counts them."""
    before, since = -1, time.monotonic()
    while time.monotonic() - since < STILL_SECONDS:
        now = _count(found, "SELECT count(*) FROM presence_lease WHERE until > clock_timestamp()")
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(1)


def _wait_for_the_end(found: World) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    while _count(found, "SELECT count(*) FROM amphi WHERE phase <> 'termine'"):
        assert time.monotonic() < end, "not ended"
        time.sleep(0.5)


def _tell(report: Report, found: World, seconds: float) -> None:
    decisions = _count(found, "SELECT count(*) FROM decision")
    turns = _count(found, "SELECT count(*) FROM decision WHERE type = 'turn_announced'")
    chosen = _count(found, CHOSEN)
    by_proxy = _count(found, f"{CHOSEN} AND payload::jsonb ->> 'par' = 'mandataire'")
    beside = _count(found, f"{CHOSEN} AND payload::jsonb ->> 'type_choix' <> 'classique'")
    report.say(
        f"  {len(found.amphis)} amphis, {turns} tours dont {chosen} choix ({by_proxy} par procuration,"
        f" {beside} en surnombre), {decisions} décisions"
        f" en {seconds / 60:.1f} min : {decisions / seconds:.1f} décisions/s"
    )
    pace = turns / seconds * 3600 / REAL_PACE
    told = f"{turns / seconds * 3600:.0f} tours à l’heure, × {pace:.0f}, objectif ≥ × {AT_LEAST}"
    report.check("allure, la réelle étant de 79 tours à l’heure", told, met=pace >= AT_LEAST)


def _count(found: World, sql: str) -> int:
    connection = psycopg2.connect(found.database().removesuffix("/postgres") + "/session")
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    connection.close()
    return int(row[0]) if row else 0
