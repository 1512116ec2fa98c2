"""`python -m services.postes` serves; with `migrate` it prepares the database and the topics."""

from chassis.process import command_line
from services.postes.bootstrap import migrate, serve

command_line(serve=serve, migrate=migrate)
