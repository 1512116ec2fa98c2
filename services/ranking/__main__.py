"""`python -m services.ranking` serves; with `migrate` it prepares the database and the topics."""

from chassis.process import command_line
from services.ranking.bootstrap import migrate, serve

command_line(serve=serve, migrate=migrate)
