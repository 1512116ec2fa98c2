"""Comparing what a newcomer declares with ARS's register (INS-2).

Contact details arrive here in normal form: e-mails as `email_key`, phones as E.164.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.identity.domain import ine
from services.identity.domain.text import same


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the person typed; `telephone` is None when it can't be read as a phone."""

    prenom: str
    nom: str
    date_naissance: date
    email: str
    ine: str
    telephone: str | None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What ARS knows of one intern; None: the register doesn't hold it."""

    intern_id: UUID
    ine: str
    prenom: str
    nom: str
    date_naissance: date
    email: str | None
    telephone: str | None


def recognise(declared: Declaration, register: Iterable[RegisterLine]) -> RegisterLine | None:
    """The one intern whom the declaration designates, or None for any cause (INS-2, INS-3).

    With an INE one contact detail is enough; with `0000` every one that the register holds must agree.
    Where the register holds none, nobody is recognised: a name and a birth date are no secret.
    """
    without_ine = ine.is_unknown(declared.ine)
    candidates = [
        line
        for line in register
        if _same_person(declared, line)
        and (without_ine or ine.normalised(declared.ine) == ine.normalised(line.ine))
    ]
    if len(candidates) != 1:
        return None
    agreements = _contact_agreements(declared, candidates[0])
    enough = all(agreements) if without_ine else any(agreements)
    return candidates[0] if agreements and enough else None


def _same_person(declared: Declaration, line: RegisterLine) -> bool:
    return (
        same(declared.nom, line.nom)
        and same(declared.prenom, line.prenom)
        and declared.date_naissance == line.date_naissance
    )


def _contact_agreements(declared: Declaration, line: RegisterLine) -> list[bool]:
    """One answer for each contact detail that the register holds."""
    agreements = []
    if line.email is not None:
        agreements.append(declared.email == line.email)
    if line.telephone is not None:
        agreements.append(declared.telephone == line.telephone)
    return agreements
