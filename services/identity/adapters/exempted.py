"""Address ranges whose failures are not counted: hospitals, the local run (SEC-4)."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network


class ExemptedRanges:
    """Each range has a name, `hopital-necker=192.0.2.0/24`, that says in the settings whose it is."""

    def __init__(self, named_ranges: Sequence[str]) -> None:
        self._networks = [ip_network(_range_of(text)) for text in named_ranges]

    def __call__(self, address: str) -> bool:
        """Whether failures from this address don't count; what isn't an address isn't exempted."""
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self._networks)


def are_named_ranges(named_ranges: Sequence[str]) -> bool:
    """Whether every one reads `name=range`."""
    try:
        ExemptedRanges(named_ranges)
    except ValueError:
        return False
    return True


def _range_of(text: str) -> str:
    name, separator, network = text.partition("=")
    if not name.strip() or not separator:
        raise ValueError(f"« {text} » should read name=range")
    return network.strip()
