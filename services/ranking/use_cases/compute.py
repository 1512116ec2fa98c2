"""Compute a call list: a new numbered version, with the time and every input it used (RNG-7, RNG-8)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.ranking.domain.interne import Interne
from services.ranking.domain.liste_appel import ListeAppel, Perimetre, compute_liste_appel, concerned
from services.ranking.domain.policies import DEFAULT, POLICIES
from services.ranking.domain.policy import Policy
from services.ranking.domain.ports import Begin, Register
from services.ranking.domain.rang_local import Fixe
from services.ranking.domain.version import Calcul, Version
from services.ranking.use_cases.errors import ListeVide, PolitiqueInconnue


def compute(
    begin: Begin,
    register: Register,
    perimetre: Perimetre,
    *,
    version_id: UUID,
    policy_name: str,
    by: UUID,
    now: datetime,
) -> Version:
    """Compute and store the list of a périmètre. Gestionnaire.

    `PolitiqueInconnue`, `ListeVide`; identity away: its own error, nothing stored. What identity knows is
    read first; the cursus, and the places fixed before, as they stand then.
    """
    policy = _policy(policy_name)
    known = register.internes()
    absent = register.absences(perimetre.semestre)
    with begin() as work:
        fixes = work.fixes.of_groupe(
            perimetre.groupe, [each.intern_id for each in known if each.groupe.code == perimetre.groupe]
        )
        internes = concerned(known, perimetre.groupe, fixes)
        done = work.cursus.of([each.intern_id for each in internes])
    internes = tuple(replace(each, cursus=done.get(each.intern_id, ())) for each in internes)
    liste = compute_liste_appel(policy, perimetre, internes, fixes)
    calcul = _calcul(policy, perimetre, internes, fixes, liste, by, now)
    with begin() as work:
        version = work.versions.add(version_id, calcul)
        work.absences.replace(perimetre.semestre, absent.keys(), now)
        work.commit()
    return version


def _policy(name: str) -> Policy:
    policy = POLICIES.get(name or DEFAULT)
    if policy is None:
        raise PolitiqueInconnue(policy=name, known=", ".join(POLICIES))
    return policy


def _calcul(
    policy: Policy,
    perimetre: Perimetre,
    internes: tuple[Interne, ...],
    fixes: dict[str, Fixe],
    liste: ListeAppel,
    by: UUID,
    now: datetime,
) -> Calcul:
    if not liste.lignes:
        raise ListeVide(groupe=perimetre.groupe)
    ids = {each.intern_id for each in internes}
    return Calcul(
        perimetre=perimetre,
        policy=policy.name,
        groupe_label=liste.lignes[0].interne.groupe.label,
        computed_at=now,
        computed_by=by,
        internes=internes,
        fixes={intern_id: fixe for intern_id, fixe in fixes.items() if intern_id in ids},
        liste=liste,
    )
