"""The kinds of faults. Each is a coroutine that disturbs and returns when all is as before."""

from collections.abc import Mapping

from tests.faults.kinds import clocks, databases, deaths, disks, messages, points, wires
from tests.faults.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for module in (deaths, points, databases, wires, messages, clocks, disks)
    for kind in module.KINDS
}
