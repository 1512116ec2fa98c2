"""A service with weak spots, for tests alone: it dies at a named point, doubles calls, or has a wrong clock.

`python -m tests.faults.build SERVICE` starts `services.SERVICE` after patching it. What it shall suffer lies
in files of the folder FAULTS_CONTROL, so that it can be told while it runs:

- `NAME.die`: the point at which it dies next, by SIGKILL; the file is gone when it does
- `NAME.double`: each Settle is asked twice, at once or late
- `NAME.clock`: seconds by which this replica's clock port is wrong

NAME is FAULTS_NAME, such as « session-2 ».
"""

import os
import random
import runpy
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

SESSION_POINTS = ("received", "settled", "appending", "committed")
"""Between receive and settle, settle and append, in the append, between commit and publish."""
RELAY_POINTS = ("relaying", "relayed", "published")
"""Before a wave of a relay is sent, in the middle of one, between publish and mark."""
POSTES_POINTS = ("given", "answered")
"""The place is written and not committed; it is committed and session was not told."""
MAIL_POINTS = ("mailing", "mailed")
"""Before and after SMTP took a mail, which is not yet marked."""
LATE_SECONDS = 8.0


def control(kind: str) -> Path:
    """The file by which this process is told."""
    return Path(os.environ["FAULTS_CONTROL"]) / f"{os.environ['FAULTS_NAME']}.{kind}"


def reach(point: str) -> None:
    """Die here, if that is wished."""
    file = control("die")
    if file.exists() and file.read_text() == point:
        file.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
        threading.Event().wait()


def around(owner: Any, name: str, *, before: str = "", after: str = "") -> None:
    """These points lie before and after this function."""
    real: Callable[..., Any] = getattr(owner, name)

    def passing(*arguments: Any, **named: Any) -> Any:
        if before:
            reach(before)
        result = real(*arguments, **named)
        if after:
            reach(after)
        return result

    setattr(owner, name, passing)


def weaken_session() -> None:
    """Points of a choice, doubled calls, a clock of its own."""
    adapter = import_module("services.session.adapters.postes")
    around(adapter.GrpcPostes, "settle", before="received", after="settled")
    around(import_module("services.session.storage.commands"), "answer", after="appending")
    around(import_module("services.session.use_cases.engine").Engine, "_commit", after="committed")
    double_settle(adapter.GrpcPostes)
    shift_clock(*map(import_module, ("services.session.storage.amphis", "services.session.storage.moments")))
    weaken_relay()


def weaken_postes() -> None:
    """Points of a settlement."""
    settlements = import_module("services.postes.storage.settlements")
    around(settlements, "store", after="given")
    around(import_module("services.postes.use_cases.settle").Settle, "__call__", after="answered")
    weaken_relay()


def weaken_notifications() -> None:
    """Points of a mail."""
    smtp = import_module("services.notifications.adapters.smtp")
    around(smtp.SmtpPostman, "deliver", before="mailing", after="mailed")
    weaken_relay()


def weaken_relay() -> None:
    """Points of the outbox' way to Kafka."""
    around(import_module("chassis.events.outbox"), "mark_published", before="published")
    producer = import_module("chassis.events.producer")
    around(producer.Producer, "send", before="relaying")
    around(producer.Producer, "_flush", before="relayed")


def double_settle(adapter: Any) -> None:
    """A call that is made again, at the same time or much later, by nobody who waits for its answer."""
    real = adapter.settle

    def settle(self: Any, demande: Any) -> Any:
        if control("double").exists():
            late = random.choice((0.0, random.uniform(0.1, LATE_SECONDS)))
            again = threading.Timer(late, _quietly, [real, self, demande])
            again.daemon = True
            again.start()
        return real(self, demande)

    adapter.settle = settle


def _quietly(call: Callable[..., Any], *arguments: Any) -> None:
    try:
        call(*arguments)
    except Exception as error:  # noqa: BLE001  # nobody waits for it
        sys.stderr.write(f"a doubled call failed: {error!r}\n")


def shift_clock(amphis: Any, moments: Any) -> None:
    """The clock port of this replica is wrong by so many seconds."""
    timedelta, replace = import_module("datetime").timedelta, import_module("dataclasses").replace
    real_now, real_moment = amphis.now, moments.read

    def wrong() -> Any:
        file = control("clock")
        return timedelta(seconds=float(file.read_text()) if file.exists() else 0)

    def read(tx: Any, amphi_id: Any) -> Any:
        moment = real_moment(tx, amphi_id)
        return replace(moment, now=moment.now + wrong())

    amphis.now, moments.read = lambda tx: real_now(tx) + wrong(), read


WEAKEN = {
    "session": weaken_session,
    "postes": weaken_postes,
    "notifications": weaken_notifications,
    "identity": weaken_relay,
    "ranking": weaken_relay,
}

if __name__ == "__main__":
    service = sys.argv.pop(1)
    WEAKEN.get(service, lambda: None)()
    sys.argv[0] = service
    runpy.run_module(f"services.{service}", run_name="__main__", alter_sys=True)
