"""How much came in from the network while something was installed, in words."""

from pathlib import Path

COUNTERS = Path("/proc/net/dev")
MEGABIT = 1_000_000
SLOW_LINE = 50 * MEGABIT  # the line for which the time of a first start is promised


class Downloads:
    """Bytes received by this machine since it was made; loopback does not count."""

    def __init__(self) -> None:
        self._before = _received()

    def received(self) -> int:
        """Bytes until now."""
        return max(0, _received() - self._before)


def spoken(received: int) -> str:
    """The share of the network, as the person who waits understands it."""
    return (
        f"{received / 1e6:.0f} Mo reçus, soit {received * 8 / SLOW_LINE:.0f} s de téléchargement à 50 Mbit/s"
    )


def _received() -> int:
    if not COUNTERS.exists():
        return 0
    lines = (line.split(":", 1) for line in COUNTERS.read_text().splitlines() if ":" in line)
    return sum(
        int(counters.split()[0]) for name, counters in lines if name.strip() not in {"lo", "ifb0", "ifb1"}
    )
