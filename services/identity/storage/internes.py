"""The register of interns, in SQL."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.inscription import RegisterLine
from services.identity.domain.people import Contact
from services.identity.domain.register import Formation, Interne, Regime

_COLUMNS: Final = (
    "id, ine, rpps, nom, prenom, date_naissance, email, telephone, formation, regime, groupe, des, concours,"
    " promotion, rang_concours, rang_local, effectif_promo_local, ufr, actif"
)
_NAMES: Final = _COLUMNS.split(", ")
_IN_FORCE: Final = ", ".join(
    "coalesce(a.ufr, i.ufr) AS ufr" if name == "ufr" else f"i.{name}" for name in _NAMES
)
_REPLACED: Final = ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name != "id")
_INTERNE: Final = f"SELECT {_COLUMNS} FROM interne"  # noqa: S608  # our columns
_PAGE: Final = f"""SELECT {_IN_FORCE} FROM interne i LEFT JOIN account a ON a.intern_id = i.id
    WHERE (%(groupe)s::text IS NULL OR i.groupe = %(groupe)s)
    AND (%(after)s::uuid IS NULL OR i.id > %(after)s::uuid) ORDER BY i.id LIMIT %(size)s"""  # noqa: S608  # our columns
_SAVE: Final = f"INSERT INTO interne ({_COLUMNS}) VALUES %s ON CONFLICT (id) DO UPDATE SET {_REPLACED}"  # noqa: S608  # our columns
_LINE: Final = "SELECT id, ine, prenom, nom, date_naissance, email, telephone FROM interne"


class PgInternes:
    """See `domain.ports.Internes`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, intern_id: UUID) -> Interne | None:
        row = self._tx.one(f"{_INTERNE} WHERE id = %s", [intern_id])
        return _interne(row) if row else None

    def take(self, intern_id: UUID) -> Interne | None:
        row = self._tx.one(f"{_INTERNE} WHERE id = %s FOR UPDATE", [intern_id])
        return _interne(row) if row else None

    def lines_of_ine(self, ine: str) -> list[RegisterLine]:
        return [_line(row) for row in self._tx.all(f"{_LINE} WHERE ine = %s ORDER BY id", [ine])]

    def lines_born_on(self, day: date) -> list[RegisterLine]:
        return [_line(row) for row in self._tx.all(f"{_LINE} WHERE date_naissance = %s ORDER BY id", [day])]

    def page(self, groupe: str | None, after: UUID | None, size: int) -> list[Interne]:
        rows = self._tx.all(_PAGE, {"groupe": groupe, "after": after, "size": size})
        return [_interne(row) for row in rows]

    def by_ine(self, ines: Collection[str]) -> dict[str, Interne]:
        rows = self._tx.all(f"{_INTERNE} WHERE ine = ANY(%s) ORDER BY ine", [list(ines)])
        return {row["ine"]: _interne(row) for row in rows}

    def ids_by_ine(self, ines: Collection[str]) -> dict[str, UUID]:
        rows = self._tx.all("SELECT ine, id FROM interne WHERE ine = ANY(%s) ORDER BY ine", [list(ines)])
        return {row["ine"]: row["id"] for row in rows}

    def contacts(self, intern_ids: Collection[UUID]) -> list[Contact]:
        rows = self._tx.all(
            "SELECT i.id, i.nom, i.prenom, coalesce(a.email, i.email) AS email,"
            " coalesce(a.telephone, i.telephone) AS telephone, a.intern_id IS NOT NULL AS has_account"
            " FROM interne i LEFT JOIN account a ON a.intern_id = i.id WHERE i.id = ANY(%s) ORDER BY i.id",
            [list(intern_ids)],
        )
        return [
            Contact(r["id"], r["nom"], r["prenom"], r["email"], r["telephone"], r["has_account"])
            for r in rows
        ]

    def save(self, internes: Sequence[Interne]) -> None:
        self._tx.insert_many(_SAVE, (_values(interne) for interne in internes))

    def ufrs(self) -> list[str]:
        rows = self._tx.all("SELECT DISTINCT ufr FROM interne WHERE ufr IS NOT NULL ORDER BY ufr")
        return [row["ufr"] for row in rows]

    def hold_still(self) -> None:
        self._tx.execute("LOCK TABLE interne IN SHARE ROW EXCLUSIVE MODE")


def _line(row: Row) -> RegisterLine:
    return RegisterLine(
        intern_id=row["id"],
        ine=row["ine"],
        prenom=row["prenom"],
        nom=row["nom"],
        date_naissance=row["date_naissance"],
        email=row["email"],
        telephone=row["telephone"],
    )


def _interne(row: Row) -> Interne:
    given = {name: value for name, value in row.items() if name not in {"id", "formation", "regime"}}
    return Interne(
        intern_id=row["id"], formation=Formation(row["formation"]), regime=Regime(row["regime"]), **given
    )


def _values(interne: Interne) -> tuple[object, ...]:
    return (
        interne.intern_id,
        interne.ine,
        interne.rpps,
        interne.nom,
        interne.prenom,
        interne.date_naissance,
        interne.email,
        interne.telephone,
        interne.formation.value,
        interne.regime.value,
        interne.groupe,
        interne.des,
        interne.concours,
        interne.promotion,
        interne.rang_concours,
        interne.rang_local,
        interne.effectif_promo_local,
        interne.ufr,
        interne.actif,
    )
