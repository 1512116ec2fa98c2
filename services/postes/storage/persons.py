"""Copies of names and UFR (from identity) and of rosters (from session)."""

from collections.abc import Sequence
from uuid import UUID

from chassis.database import Transaction
from services.postes.domain.appele import Appele
from services.postes.domain.texte import searchable


def keep_interne(tx: Transaction, intern_id: UUID, *, nom: str, prenom: str, ufr: str) -> None:
    """The register's newest words on a person."""
    tx.execute(
        "INSERT INTO interne (intern_id, nom, prenom, prenom_search, ufr) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (intern_id) DO UPDATE SET nom = excluded.nom, prenom = excluded.prenom,"
        " prenom_search = excluded.prenom_search, ufr = excluded.ufr",
        [intern_id, nom, prenom, searchable(prenom), ufr],
    )


def want_roster(tx: Transaction, amphi_id: UUID, seq: int) -> None:
    """The amphi took a call list at this decision: its roster must be copied."""
    tx.execute(
        "INSERT INTO roster_wanted (amphi_id, wanted) VALUES (%s, %s)"
        " ON CONFLICT (amphi_id) DO UPDATE SET wanted = greatest(roster_wanted.wanted, excluded.wanted)",
        [amphi_id, seq],
    )


def rosters_wanted(tx: Transaction) -> list[tuple[UUID, int]]:
    """The amphis whose roster is to be asked of session, with the decision that made it so."""
    rows = tx.all("SELECT amphi_id, wanted FROM roster_wanted WHERE copied < wanted ORDER BY amphi_id")
    return [(row["amphi_id"], row["wanted"]) for row in rows]


def keep_roster(tx: Transaction, amphi_id: UUID, seq: int, lines: Sequence[Appele]) -> None:
    """This is the roster that the amphi took at this decision."""
    tx.execute("DELETE FROM roster WHERE amphi_id = %s", [amphi_id])
    tx.insert_many(
        "INSERT INTO roster (amphi_id, rang_appel, intern_id, nom, prenom, prenom_search, des, des_label,"
        " regime, anciennete) VALUES %s",
        [
            (
                amphi_id,
                line.rang_appel,
                line.intern_id,
                line.nom,
                line.prenom,
                searchable(line.prenom),
                line.des,
                line.des_label,
                line.regime,
                line.anciennete,
            )
            for line in lines
        ],
    )
    tx.execute("UPDATE roster_wanted SET copied = %s WHERE amphi_id = %s", [seq, amphi_id])


def knows_speciality(tx: Transaction, kind: str, code: str) -> bool:
    """Whether identity has told of this groupe or DES."""
    return bool(
        tx.value("SELECT EXISTS (SELECT FROM speciality WHERE kind = %s AND code = %s)", [kind, code])
    )


def keep_speciality(tx: Transaction, kind: str, code: str, label: str) -> None:
    """The label of a groupe or DES, as identity knows it."""
    tx.execute(
        "INSERT INTO speciality (kind, code, label) VALUES (%s, %s, %s)"
        " ON CONFLICT (kind, code) DO UPDATE SET label = excluded.label",
        [kind, code, label],
    )
