"""Import the posts of a semester: a dry run, then all or nothing (IFC-8, IFC-10, ADM-4, ADM-8). Gestionnaire.

Every published post that comes, changes or goes is a new version of its offer, so that screens follow. A
taken post is never changed nor taken away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from chassis.database import Transaction
from chassis.imports import Coded, Importer, Plan, Sheet, SheetRow
from services.postes.domain.nouvelles import news_of
from services.postes.domain.offre import offer_id
from services.postes.domain.specialites import Specialites
from services.postes.use_cases.columns import COLUMNS
from services.postes.use_cases.plan_postes import Known, PosteChange, plan_postes
from services.postes.use_cases.plan_specialities import named_in
from services.postes.use_cases.ports import Catalogue, Labels, OfferChanges, Offers


class Specialities(Protocol):
    """identity, which owns groupes and DES."""

    def known(self) -> Specialites:
        """All of them."""

    def ensure(self, named: Specialites) -> Specialites:
        """Create what is missing; what identity then knows of these."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What identity knows, and whether the file is being applied."""

    specialities: Specialites
    applying: bool


class ImportPostes(Importer[Prepared, PosteChange]):
    """One kind of file and its ports."""

    kind: ClassVar[str] = "postes"
    columns: ClassVar = COLUMNS

    def __init__(
        self,
        catalogue: Catalogue,
        labels: Labels,
        offers: Offers,
        changes: OfferChanges,
        specialities: Specialities,
    ) -> None:
        self._catalogue = catalogue
        self._labels = labels
        self._offers = offers
        self._changes = changes
        self._specialities = specialities

    def prepare(self, sheet: Sheet, *, applying: bool) -> Prepared:
        """What identity knows of the groupes and DES; when applying, missing ones are created there."""
        if not sheet.rows:
            return Prepared(Specialites({}, {}), applying)
        if applying:
            return Prepared(self._specialities.ensure(named_in(sheet)), applying)
        return Prepared(self._specialities.known(), applying)

    def plan(self, tx: Transaction, sheet: Sheet, known: Prepared) -> Plan[PosteChange]:
        """Compare the file with the posts; when applying, with the offers that it touches held."""
        semestres = {row.values["semestre"] for row in sheet.rows}
        imoteps = {row.values["imotep"] for row in sheet.rows if row.gives("imotep")}
        if known.applying:
            self._hold(tx, sheet, semestres, imoteps)
        posts = self._catalogue.posts(tx, semestres)
        imoteps |= {fiche.imotep for row in sheet.rows if (fiche := posts.get(_key(row)))}
        return plan_postes(
            sheet,
            Known(
                posts=posts,
                taken=self._catalogue.taken(tx, semestres),
                given=self._catalogue.given(tx, semestres),
                wards=self._catalogue.wards(tx, imoteps),
                specialities=known.specialities,
            ),
        )

    def apply(self, tx: Transaction, plan: Plan[PosteChange]) -> None:
        """Write the wards and posts, then tell of every published one that changed."""
        changes = [operation.change for operation in plan.operations]
        wards = {change.ward.imotep: change.ward for change in changes if change.ward}
        self._keep_labels(tx, changes)
        self._catalogue.put_wards(tx, wards.values())
        self._catalogue.put_posts(tx, [change.after for change in changes if change.after])
        self._catalogue.remove_posts(
            tx, [change.before.cle for change in changes if change.before and not change.after]
        )
        changed = [(change.before, change.after) for change in changes]
        for name, told in news_of(changed, self._catalogue.published_in(tx, wards)).items():
            self._changes.tell(tx, name, told)

    def _hold(self, tx: Transaction, sheet: Sheet, semestres: set[str], imoteps: set[str]) -> None:
        """The offers of the posts as they are and as they would be, and of every post of their wards."""
        posts = self._catalogue.posts(tx, semestres)
        before = [posts[key] for row in sheet.rows if (key := _key(row)) in posts]
        wards = imoteps | {fiche.imotep for fiche in before}
        touched = {fiche.offer_id for fiche in (*before, *self._catalogue.published_in(tx, wards))}
        self._offers.ensure_locked(
            tx, touched | {_offer_of(row) for row in sheet.rows if row.gives("groupe")}
        )

    def _keep_labels(self, tx: Transaction, changes: Iterable[PosteChange]) -> None:
        labels = {
            (kind, code, label)
            for change in changes
            if change.after
            for kind, code, label in (
                ("groupe", change.after.groupe, change.groupe_label),
                ("des", change.after.des, change.des_label),
            )
            if label
        }
        for kind, code, label in sorted(labels):
            self._labels.keep_speciality(tx, kind, code, label)


def _key(row: SheetRow) -> tuple[str, int]:
    return row.values["semestre"], row.values["numero"]


def _offer_of(row: SheetRow) -> str:
    groupe: Coded = row.values["groupe"]
    return offer_id(row.values["semestre"], groupe.code)
