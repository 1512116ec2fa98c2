"""A web service as a process: gunicorn with one gevent worker, and the parts that run beside the application.

`services/<name>/__main__.py` calls `become_gunicorn`; `services/<name>/worker.py` has `application()`, which
assembles the service and hands it to `serve`.
"""

import gc
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import gevent
import structlog
from flask import Flask
from flask_socketio import SocketIO
from gunicorn.workers.base import Worker

from chassis.config import ProcessSettings
from chassis.health import Health, HealthServer
from chassis.live.sockets import disconnect_everybody, warm
from chassis.process import Part

log = structlog.get_logger(__name__)

CONFIGURATION: Final = Path(__file__).with_name("gunicorn_conf.py")
OPEN_FILES: Final = 20_000
LOOK_SECONDS: Final = 0.2
GC_THRESHOLDS: Final = (10_000, 50, 100)
"""What lives as long as a socket is looked at rarely: a full round over thousands holds everybody up."""
STOP_SECONDS: Final = 2.0
"""What is still under way then (a call to a service that is away) is given up."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """An application, its sockets, and the parts that run beside it."""

    app: Flask
    sockets: SocketIO
    parts: list[Part]


_running: list[tuple[Assembled, ProcessSettings]] = []


def become_gunicorn(service: str, port: int) -> NoReturn:
    """Replace this process by gunicorn serving `services.<service>.worker` on `port`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, OPEN_FILES), hard), hard))
    bind = f"{os.environ.get('DCI_BIND', '0.0.0.0')}:{port}"  # noqa: S104  # a container's own address
    arguments = ["--config", str(CONFIGURATION), "--bind", bind, "--name", f"dci-{service}"]
    application = f"services.{service}.worker:application()"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, application])  # noqa: S606


def serve(assembled: Assembled, process: ProcessSettings) -> Flask:
    """Note what was assembled; its parts start once the worker is there."""
    _running.append((assembled, process))
    return assembled.app


def run_beside(worker: Worker) -> None:
    """Start the parts, say that we are ready, and watch for the end."""
    assembled, process = _running[0]
    health = Health({})
    parts: list[Part] = [
        HealthServer(health, bind=process.bind, port=process.metrics_port),
        *assembled.parts,
    ]
    for part in parts:
        part.start()
    warm(assembled.sockets)
    health.open = True
    gc.set_threshold(*GC_THRESHOLDS)
    gc.freeze()
    log.info("ready", parts=[part.name for part in parts])
    gevent.spawn(_watch, worker, assembled, parts, health)


def _watch(worker: Worker, assembled: Assembled, parts: list[Part], health: Health) -> None:
    while worker.alive:
        dead = [part.name for part in parts if not part.alive()]
        if dead:
            log.error("part died", parts=dead)
            os.kill(os.getpid(), signal.SIGTERM)
            return
        gevent.sleep(LOOK_SECONDS)
    health.open = False
    log.info("stopping")
    disconnect_everybody(assembled.sockets)
    gevent.joinall([gevent.spawn(part.stop) for part in reversed(parts)], timeout=STOP_SECONDS)
    log.info("stopped")
