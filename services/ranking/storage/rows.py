"""Versions and their lines as rows of tables, and back."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from chassis.database import Json, Row
from services.ranking.domain.interne import PlaceLocale, Regime
from services.ranking.domain.liste_appel import Ligne, Perimetre
from services.ranking.domain.noms import found_by, found_by_public
from services.ranking.domain.rang_local import Promotion, Source, ValeursLocales
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Calcul, Publication, Statut, Version
from services.ranking.storage import codec


def locales_of(row: Row) -> ValeursLocales:
    """Local values from a row of `counted`."""
    return ValeursLocales(
        place=PlaceLocale(row["rang_local"], row["effectif_promo_local"]),
        source=Source(row["source"]),
        promotion=Promotion(**row["promotion"]),
    )


def counted_rows(version_id: UUID, calcul: Calcul) -> list[tuple[Any, ...]]:
    rows = []
    for interne in calcul.internes:
        locales = calcul.liste.locales[interne.intern_id]
        fixe = calcul.fixes.get(interne.intern_id)
        rows.append(
            (
                version_id,
                interne.intern_id,
                Json(codec.interne_to_json(interne)),
                Json(codec.fixe_to_json(fixe)) if fixe else None,
                locales.place.rang,
                locales.place.effectif,
                locales.source.value,
                Json(codec.promotion_to_json(locales.promotion)),
            )
        )
    return rows


def ligne_row(version_id: UUID, ligne: Ligne) -> tuple[Any, ...]:
    return (
        version_id,
        ligne.rang_appel,
        ligne.interne.intern_id,
        found_by(ligne.interne),
        found_by_public(ligne.interne),
        ligne.anciennete.total,
        Json(codec.semestres_to_json(ligne.anciennete)),
        ligne.promotion_theorique,
        ligne.effectif_promo_theorique,
        ligne.rang_actualise.numerator,
        ligne.rang_actualise.denominator,
    )


def version_of(row: Row) -> Version:
    publication = (
        Publication(Statut(row["statut"]), row["published_at"], row["current"]) if row["statut"] else None
    )
    return Version(
        version_id=row["id"],
        number=row["number"],
        perimetre=Perimetre(
            Semestre.parse(row["semestre"]), row["groupe"], frozenset(map(Regime, row["regimes"]))
        ),
        policy=row["policy"],
        groupe_label=row["groupe_label"],
        computed_at=row["computed_at"],
        internes=row["internes"],
        inputs_digest=row["inputs_digest"],
        publication=publication,
    )


def ligne_of(row: Row) -> Ligne:
    return Ligne(
        rang_appel=row["rang_appel"],
        interne=codec.interne_from_json(str(row["intern_id"]), row["interne"]),
        anciennete=codec.anciennete_from_json(row["anciennete"], row["semestres"]),
        locales=locales_of(row),
        promotion_theorique=row["promotion_theorique"],
        effectif_promo_theorique=row["effectif_promo_theorique"],
        rang_actualise=Fraction(row["rang_dividend"], row["rang_divisor"]),
    )
