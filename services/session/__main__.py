"""`python -m services.session` serves; with `migrate` it prepares the database and the topics."""

from chassis.process import command_line
from services.session.bootstrap import migrate, serve

command_line(serve=serve, migrate=migrate)
