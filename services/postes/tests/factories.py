"""Posts, wards, choices and people for tests: all has a usual value, a test names what matters."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from os import urandom
from typing import Any
from uuid import UUID, uuid4

from chassis.database import Database, Transaction
from dci.events.v1.events_pb2 import Event
from services.postes.domain.appele import Appele
from services.postes.domain.catalogue import Fiche, Service
from services.postes.domain.correction import Correction, PlaceCorrigee
from services.postes.domain.reglement import Attribue, Demande, Reponse
from services.postes.domain.type_choix import TypeChoix
from services.postes.events import offer_changes
from services.postes.storage import catalogue, offers, persons, places, posts, settlements
from services.postes.use_cases.correct import Correct
from services.postes.use_cases.manage_postes import ManagePostes
from services.postes.use_cases.settle import Settle

SEMESTRE = "052027"
OFFER = "052027:3"
NECKER, PITIE = "11000336", "11000219"


def ward(imotep: str = NECKER, **fields: str) -> Service:
    usual = {
        "etablissement": "Hôpital Necker – Enfants malades",
        "departement": "75",
        "service": "Chirurgie viscérale pédiatrique",
        "chef_de_service": "Pr Élise Œhler",
    }
    return Service(imotep=imotep, **(usual | fields))


def fiche(numero: int = 2931, **fields: Any) -> Fiche:
    usual: dict[str, Any] = {
        "semestre": SEMESTRE,
        "imotep": NECKER,
        "groupe": "3",
        "des": "33",
        "regimes": ("socle",),
        "type": "CHU",
        "reserve": False,
        "flechage": "",
        "publie": True,
    }
    return Fiche(numero=numero, **(usual | fields))


def demande(numero: int = 2931, **fields: Any) -> Demande:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "turn_id": uuid4(),
        "amphi_id": uuid4(),
        "offer_id": OFFER,
        "regimes": frozenset({"socle"}),
        "intern_id": uuid4(),
        "rang_appel": 1,
        "des": "33",
        "type_choix": TypeChoix.CLASSIQUE,
        "received_at": datetime(2027, 4, 12, 9, 30, tzinfo=UTC),
    }
    return Demande(numero=numero, **(usual | fields))


def corrige(asked: Demande, numero: int, **fields: Any) -> PlaceCorrigee:
    """Whoever asked for a post and got it has this one instead."""
    usual: dict[str, Any] = {
        "intern_id": asked.intern_id,
        "before": asked.numero,
        "numero": numero,
        "amphi_id": asked.amphi_id,
        "regimes": asked.regimes,
        "rang_appel": asked.rang_appel,
        "des": asked.des,
    }
    return PlaceCorrigee(**(usual | fields))


def correction(*places: PlaceCorrigee, **fields: Any) -> Correction:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "offer_id": OFFER,
        "received_at": datetime(2027, 4, 13, 14, 0, tzinfo=UTC),
    }
    return Correction(places=places, **(usual | fields))


def emptied(database: Database) -> None:
    """Nothing is left of an earlier test; what the migrations wrote stays."""
    with committed(database) as tx:
        tables = tx.all(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%%yoyo%%'"
            " ORDER BY tablename"
        )
        tx.execute(f"TRUNCATE {', '.join(row['tablename'] for row in tables)} CASCADE")


@contextmanager
def committed(database: Database) -> Iterator[Transaction]:
    with database.transaction() as tx:
        yield tx
        tx.commit()


class World:
    """A database with some posts in it, and what tests do with it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with committed(database) as tx:
            for kind, code, label in (
                ("groupe", "3", "3 - SPÉCIALITÉS CHIRURGICALES"),
                ("des", "33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE"),
                ("des", "34", "34 - UROLOGIE"),
            ):
                persons.keep_speciality(tx, kind, code, label)

    def given(self, *things: Service | Fiche) -> None:
        """These wards and posts exist; a post whose ward is not given gets a usual one."""
        fiches = [thing for thing in things if isinstance(thing, Fiche)]
        wards = {thing.imotep: thing for thing in things if isinstance(thing, Service)}
        with committed(self.database) as tx:
            known = catalogue.wards(tx, [one.imotep for one in fiches])
            usual = {one.imotep: ward(one.imotep) for one in fiches}
            catalogue.put_wards(tx, (usual | known | wards).values())
            catalogue.put_posts(tx, fiches)
            offers.ensure_locked(tx, {one.offer_id for one in fiches})

    def settle(self, **ports: Any) -> Settle:
        """The use case on this database; `ports` replaces some of them."""
        return Settle(**(self._ports() | ports))

    def correct(self, **ports: Any) -> Correct:
        """The use case on this database; `ports` replaces some of them."""
        return Correct(**(self._ports() | ports))

    def manage(self, **ports: Any) -> ManagePostes:
        """The use case on this database; `ports` replaces some of them."""
        usual: dict[str, Any] = {
            "database": self.database,
            "catalogue": catalogue,
            "labels": persons,
            "offers": offers,
            "changes": offer_changes,
        }
        return ManagePostes(**(usual | ports))

    def _ports(self) -> dict[str, Any]:
        return {
            "database": self.database,
            "offers": offers,
            "changes": offer_changes,
            "posts": posts,
            "places": places,
            "settlements": settlements,
            "new_id": uuid4,
            "chance": urandom,
        }

    def chosen(self, numero: int = 2931, **fields: Any) -> tuple[Demande, Attribue]:
        """Somebody has chosen this post."""
        asked = demande(numero, **fields)
        reponse: Reponse = self.settle()(asked)
        assert isinstance(reponse, Attribue)
        return asked, reponse

    def holders(self) -> dict[int, UUID]:
        """Who holds what: numero → intern_id."""
        return {numero: intern_id for numero, intern_id, surnombre in self.in_force() if not surnombre}

    def in_force(self) -> list[tuple[int, UUID, bool]]:
        """Every place in force: numero, intern_id, whether in surnombre."""
        with self.database.transaction() as tx:
            rows = tx.all(
                "SELECT numero, intern_id, surnombre FROM place WHERE superseded_by IS NULL"
                " ORDER BY numero, surnombre, received_at"
            )
        return [(row["numero"], row["intern_id"], row["surnombre"]) for row in rows]

    def told(self) -> list[Event]:
        """What the outbox has for Kafka."""
        with self.database.transaction() as tx:
            rows = tx.all("SELECT payload FROM outbox ORDER BY id")
        return [Event.FromString(bytes(row["payload"])) for row in rows]

    def known(self, intern_id: UUID, prenom: str, nom: str, ufr: str = "Paris VII Méd") -> None:
        """The register told of this person."""
        with committed(self.database) as tx:
            persons.keep_interne(tx, intern_id, nom=nom, prenom=prenom, ufr=ufr)

    def rostered(self, amphi_id: UUID, *lines: Appele) -> None:
        """The amphi took this call list."""
        with committed(self.database) as tx:
            persons.want_roster(tx, amphi_id, 1)
            persons.keep_roster(tx, amphi_id, 1, lines)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with self.database.transaction() as tx:
            return int(tx.value(f"SELECT count(*) FROM {table}"))  # noqa: S608


def roster_line(intern_id: UUID, **fields: Any) -> Appele:
    usual: dict[str, Any] = {
        "rang_appel": 1,
        "nom": "MARTIN",
        "prenom": "Mehdi",
        "des": "33",
        "des_label": "33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        "regime": "socle",
        "anciennete": 4,
    }
    return Appele(intern_id=intern_id, **(usual | fields))
