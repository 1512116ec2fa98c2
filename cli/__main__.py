"""`dci COMMANDE …`: one module a command, each with `add(commands)` and a `run` that gives the exit status.

0: done; 1: refused, the reasons on stderr; 2: wrong use (IFC-14).
"""

import argparse
import sys
from collections.abc import Sequence

from cli import verifier


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status; argparse exits with 2 on wrong use."""
    parser = argparse.ArgumentParser(prog="dci", description="Choix des internes : la ligne de commande.")
    commands = parser.add_subparsers(title="commandes", required=True, metavar="COMMANDE")
    verifier.add(commands)
    asked = parser.parse_args(arguments)
    status: int = asked.run(asked)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
