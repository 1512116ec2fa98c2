"""Groupes and DES: identity owns them, files name them (IFC-10, decision 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.identity.domain.events import SpecialityChanged
from services.identity.domain.ports import Work
from services.identity.domain.register import Reference, ReferenceKind
from services.identity.domain.text import tidy
from services.identity.use_cases.errors import SpecialiteInvalide
from services.identity.use_cases.tools import Tools

References = Mapping[ReferenceKind, Sequence[Reference]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A speciality as somebody's file names it."""

    code: str
    label: str

    def reference(self) -> Reference:
        """`SpecialiteInvalide` where nothing is named."""
        found = Reference.read(self.code) or Reference.read(self.label)
        if found is None:
            raise SpecialiteInvalide
        return Reference(found.code, tidy(self.label) or found.label)


def list_specialities(tools: Tools) -> References:
    """All of them, by code."""
    with tools.begin() as work:
        return {kind: work.specialities.all(kind) for kind in ReferenceKind}


def ensure_specialities(tools: Tools, *, wanted: Mapping[ReferenceKind, Sequence[Wanted]]) -> References:
    """Creates those that are missing; answers each as identity knows it, in the order asked (IFC-10)."""
    asked = {kind: [one.reference() for one in wanted[kind]] for kind in wanted}
    with tools.begin() as work:
        for kind, references in asked.items():
            add_missing(work, kind, references)
        known = {kind: {one.code: one for one in work.specialities.all(kind)} for kind in asked}
        work.commit()
    return {kind: [known[kind][one.code] for one in asked[kind]] for kind in asked}


def add_missing(work: Work, kind: ReferenceKind, references: Sequence[Reference]) -> None:
    """Creates and tells those that nobody named before."""
    created = work.specialities.add(kind, references)
    work.tell([SpecialityChanged(kind, reference) for reference in created])
