"""How gunicorn runs the reference's empty route: as the product's, without its parts."""

workers = 1
worker_class = "gevent"
worker_connections = 10_000
keepalive = 20
control_socket_disable = True
accesslog = None
loglevel = "warning"
