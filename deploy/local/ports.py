"""Ports of the local run: three are fixed (IFC-2), all others free ones, kept for the next run."""

import json
import secrets
import socket
from pathlib import Path

from deploy.local.errors import CannotStart

# Below the range from which the kernel takes outgoing ports, so that nobody else gets one by chance.
FIRST, LAST = 20_000, 30_000


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


_held: dict[int, int] = {}


def hold(port: int) -> bool:
    """Whether it is this process's until it ends; every other run on this machine then leaves it alone.

    Somebody listens there only later, if at all. The mark is a socket without a file: however we end, the
    kernel takes it away.
    """
    if port not in _held:
        mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            mark.bind(f"\0dci-port-{port}")
        except OSError:
            mark.close()
            return False
        _held[port] = mark.detach()
    return True


def free_port(taken: frozenset[int] = frozenset()) -> int:
    """A port nobody listens on, other than those already given out, by any run on this machine."""
    for _ in range(1000):
        port = FIRST + secrets.randbelow(LAST - FIRST)
        if port not in taken and port not in _held and is_free(port) and hold(port):
            return port
    raise CannotStart(f"Aucun port libre entre {FIRST} et {LAST} sur cette machine.")


class Ports:
    """Port numbers by name, kept in a file so that a second run finds the same ones."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}

    def free(self, name: str) -> int:
        """The port of this name: last run's if nobody took it meanwhile, else a new free one."""
        port = self._known.get(name)
        if port is None or not (is_free(port) and hold(port)):
            port = free_port(frozenset(self._known.values()))
            self._known[name] = port
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._known, indent=2, sort_keys=True) + "\n")
        return port


def fixed(number: int, what: str, variable: str) -> int:
    """A port that people know by heart; in use, it stops the start with the variable that moves it."""
    if not is_free(number):
        raise CannotStart(
            f"Le port {number} ({what}) est déjà pris sur cette machine : "
            f"libérez-le ou choisissez-en un autre, par exemple « {variable}={number + 1000} make run »."
        )
    return number
