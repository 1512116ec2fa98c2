"""The one gevent worker: loaded by gunicorn after gevent's patch, so that gRPC is told before any channel."""

from flask import Flask
from grpc.experimental import gevent as grpc_gevent

from chassis import logs
from chassis.config import settings_from
from chassis.events.tail import Tail
from chassis.events.topics import DECISIONS
from chassis.web.serving import serve
from services.admin.bootstrap import assemble
from services.admin.clients.channels import connect_all
from services.admin.config import Settings


def application() -> Flask:
    """Build the application; gunicorn calls this once, in the worker."""
    grpc_gevent.init_gevent()
    settings = settings_from(Settings)
    logs.configure("admin", settings.process.log_level)
    tail = Tail(settings.kafka, DECISIONS)
    return serve(assemble(settings, connect_all(settings), "gevent", tail), settings.process)
