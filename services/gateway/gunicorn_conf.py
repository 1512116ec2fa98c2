"""How gunicorn runs gateway: one gevent worker, many sockets, a stop that waits for nobody's socket."""

import os
from typing import Any

bind = f"{os.environ.get('DCI_BIND', '0.0.0.0')}:{os.environ['DCI_GATEWAY_PORT']}"  # noqa: S104
workers = 1
worker_class = "gevent"
worker_connections = 10_000
timeout = 30
graceful_timeout = 6
keepalive = 20
backlog = 2048
control_socket_disable = True
accesslog = None
loglevel = "warning"
proc_name = "dci-gateway"


def post_worker_init(worker: Any) -> None:
    """Start the parts that run beside the application, and stop them with it."""
    from services.gateway.worker import run_beside  # noqa: PLC0415  # not before gevent's patch

    run_beside(worker)
