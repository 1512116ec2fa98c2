"""Groupes and DES: known by a code, what stands before « - », else the whole label (IFC-10)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Specialites:
    """Code → label."""

    groupes: Mapping[str, str]
    des: Mapping[str, str]
