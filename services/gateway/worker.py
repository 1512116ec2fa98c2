"""The one gevent worker: loaded by gunicorn after gevent's patch, so that gRPC is told before any channel."""

import gc
import os
import signal
from typing import Protocol

import gevent
import structlog
from flask import Flask
from grpc.experimental import gevent as grpc_gevent

from chassis import logs
from chassis.config import settings_from
from chassis.health import Health, HealthServer
from chassis.live.sockets import disconnect_everybody
from chassis.process import Part
from services.gateway.bootstrap import Assembled, assemble, live_tail
from services.gateway.clients.channels import connect_all
from services.gateway.config import Settings

log = structlog.get_logger(__name__)

LOOK_SECONDS = 0.2


class Worker(Protocol):
    """What we look at of gunicorn's worker: false from the moment it is asked to stop."""

    alive: bool


_running: list[tuple[Assembled, Settings]] = []


def application() -> Flask:
    """Build the application; gunicorn calls this once, in the worker."""
    grpc_gevent.init_gevent()
    settings = settings_from(Settings)
    logs.configure("gateway", settings.process.log_level)
    assembled = assemble(settings, connect_all(settings), "gevent", live_tail(settings))
    _running.append((assembled, settings))
    return assembled.app


def run_beside(worker: Worker) -> None:
    """Start the parts, say that we are ready, and watch for the end."""
    assembled, settings = _running[0]
    health = Health({})
    parts: list[Part] = [
        HealthServer(health, bind=settings.process.bind, port=settings.process.metrics_port),
        *assembled.parts,
    ]
    for part in parts:
        part.start()
    health.open = True
    gc.freeze()
    log.info("ready", parts=[part.name for part in parts], port=settings.port)
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
    for part in reversed(parts):
        part.stop()
    log.info("stopped")
