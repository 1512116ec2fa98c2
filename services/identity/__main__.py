"""`python -m services.identity [serve | migrate | create-staff --email … --role …]`."""

import sys

from chassis.process import command_line
from services.identity.bootstrap import migrate, serve
from services.identity.create_staff_command import create_staff_from

COMMAND = "create-staff"

if __name__ == "__main__":
    if sys.argv[1:2] == [COMMAND]:
        sys.exit(create_staff_from(sys.argv[2:]))
    command_line(serve=serve, migrate=migrate)
