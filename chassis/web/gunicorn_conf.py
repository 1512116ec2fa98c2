"""How gunicorn runs a web service: one gevent worker, many sockets, a stop that waits for nobody's socket."""

from gunicorn.workers.base import Worker

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


def post_worker_init(worker: Worker) -> None:
    """Start the parts that run beside the application, and stop them with it."""
    from chassis.web.serving import run_beside  # noqa: PLC0415  # not before gevent's patch

    run_beside(worker)
