"""identity's words in the contract's."""

from collections.abc import Mapping, Sequence
from typing import Final

from dci.identity.v1 import register_pb2 as contract
from services.identity.domain.droits import Droits
from services.identity.domain.people import Contact
from services.identity.domain.register import Interne, Reference, ReferenceKind
from services.identity.domain.semestre import KnownSemestre
from services.identity.use_cases.specialities import References

NOT_IMPORTED: Final = 0  # RNG-2: the computed values count


class Labels:
    """Groupes and DES by code, to name them whole."""

    def __init__(self, references: References) -> None:
        self._of = {kind: {one.code: one for one in references[kind]} for kind in references}

    def speciality(self, kind: ReferenceKind, code: str) -> contract.Speciality:
        """The speciality of this code."""
        return speciality(self._of[kind][code])


def speciality(reference: Reference) -> contract.Speciality:
    return contract.Speciality(code=reference.code, label=reference.label)


def specialities(
    references: Mapping[ReferenceKind, Sequence[Reference]], kind: ReferenceKind
) -> list[contract.Speciality]:
    return [speciality(one) for one in references.get(kind, ())]


def interne(line: Interne, labels: Labels) -> contract.Interne:
    """A line of the register; what ARS hasn't given is empty."""
    return contract.Interne(
        intern_id=str(line.intern_id),
        ine=line.ine,
        rpps=line.rpps or "",
        nom=line.nom,
        prenom=line.prenom,
        date_naissance=line.date_naissance.isoformat(),
        formation=line.formation.value,
        regime=line.regime.value,
        groupe=labels.speciality(ReferenceKind.GROUPE, line.groupe),
        des=labels.speciality(ReferenceKind.DES, line.des),
        concours=line.concours,
        promotion=line.promotion,
        rang_concours=line.rang_concours,
        rang_local=line.rang_local or NOT_IMPORTED,
        effectif_promo_local=line.effectif_promo_local or NOT_IMPORTED,
        ufr=line.ufr or "",
        actif=line.actif,
    )


def absence(one: Droits) -> contract.Absence:
    return contract.Absence(
        intern_id=str(one.intern_id), semestre=one.semestre, motif=one.motif, version=one.version
    )


def contact(one: Contact) -> contract.Contact:
    return contract.Contact(
        intern_id=str(one.intern_id),
        nom=one.nom,
        prenom=one.prenom,
        email=one.email or "",
        telephone=one.telephone or "",
        has_account=one.has_account,
    )


def semestre(known: KnownSemestre) -> contract.Semestre:
    return contract.Semestre(
        code=known.semestre.code,
        newest_promotion=known.newest_promotion,
        current=known.current,
        closed=known.closed,
    )
