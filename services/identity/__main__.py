"""`python -m services.identity [serve | migrate | create-staff … | create-accounts | create-rights]`."""

import sys

from chassis.process import command_line
from services.identity.bootstrap import migrate, serve
from services.identity.create_accounts_command import create_accounts_from_stdin
from services.identity.create_rights_command import create_rights_from_stdin
from services.identity.create_staff_command import create_staff_from

if __name__ == "__main__":
    match sys.argv[1:2]:
        case ["create-staff"]:
            sys.exit(create_staff_from(sys.argv[2:]))
        case ["create-accounts"]:
            sys.exit(create_accounts_from_stdin())
        case ["create-rights"]:
            sys.exit(create_rights_from_stdin())
    command_line(serve=serve, migrate=migrate)
