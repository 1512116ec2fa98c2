"""Persons and posts of the examples."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.tests.record.made import amphi_of, receipt_of
from services.notifications.domain.errors import AucuneAffectation
from services.notifications.domain.facts import (
    Affectation,
    Contact,
    Demande,
    MailLink,
    Origine,
    Poste,
    Procuration,
)
from services.notifications.rendering.letters import Letters, Sender
from services.notifications.rendering.pages import environment
from services.notifications.rendering.pdf import Documents

ARS = "Agence régionale de santé Île-de-France"
AICHA = UUID("00000000-0000-4000-8000-000000000001")
AMPHI = UUID("00000000-0000-4000-8000-0000000000aa")

CONTACT = Contact("Aïcha", "D’ALMEIDA", "aicha@interne.example")
PROCURATION = Procuration("Aïcha", "D’ALMEIDA", "mandataire@proche.example", "052027")
AFFECTATION = Affectation(
    poste=Poste(
        semestre="052027",
        numero=2942,
        imotep="11000336",
        etablissement="NECKER – ENFANTS MALADES",
        departement="75",
        service="Chirurgie viscérale <pédiatrique>",
        chef_de_service="Pr LEFÈVRE",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        flechage="Partagé 3 mois / 3 mois",
    ),
    rang_appel=7,
    at=datetime(2027, 3, 9, 13, 5, 9, tzinfo=UTC),
    code="K7QF-9XTM-2HPA-W4ND",
    type_choix="classique",
    par="interne",
    origine=Origine.CHOIX,
)

RECEIPT = receipt_of(amphi_of(1)[1])


class KnownReceipts:
    """The port Receipts with Aïcha's alone."""

    def of(self, amphi_id: UUID, intern_id: UUID, seq: int | None) -> str:  # noqa: ARG002  # as declared
        """Hers in the one amphi."""
        return RECEIPT if (amphi_id, intern_id) == (AMPHI, AICHA) else ""


def documents() -> Documents:
    """PDFs that verify on dci.example."""
    return Documents(environment(), "https://dci.example", ARS)


def letters() -> Letters:
    """Mails that sign with invented contacts."""
    sender = Sender(
        "DCI <ne-pas-repondre@dci.example>", ARS, "aide@ars.example", "01 44 02 00 00", "https://dci.example"
    )
    return Letters(environment(), sender, documents())


class KnownPeople:
    """The port People with Aïcha alone, and one link."""

    def __init__(self, *, usable: bool = True, proxy: bool = True) -> None:
        self._usable = usable
        self._proxy = proxy

    def contact(self, intern_id: UUID) -> Contact:
        """Aïcha."""
        assert intern_id == AICHA
        return CONTACT

    def mail_link(self, link_id: str) -> MailLink:
        """A link whose token is made of its id."""
        return MailLink(f"jeton-{link_id}", CONTACT.email, CONTACT.prenom, self._usable)

    def procuration(self, mandataire_id: UUID) -> Procuration:  # noqa: ARG002  # as declared
        """The one that Aïcha gave."""
        return PROCURATION

    def accepted_procuration(self, intern_id: UUID, semestre: str) -> Procuration:
        """The same."""
        assert (intern_id, semestre) == (AICHA, "052027")
        return PROCURATION

    def procuration_at(self, intern_id: UUID, semestre: str, at: datetime) -> Procuration | None:
        """The same, if there is one."""
        assert (intern_id, semestre, at) == (AICHA, "052027", AFFECTATION.at)
        return PROCURATION if self._proxy else None

    def demande(self, demande_id: UUID) -> Demande:  # noqa: ARG002  # as declared
        """One that was refused."""
        return Demande("surnombre_validant", "052027", "Dossier incomplet")


class KnownAffectations:
    """The port Affectations with Aïcha's alone."""

    def chosen_in(self, amphi_id: UUID, intern_id: UUID, received_at: datetime | None) -> Affectation:
        """Of the one amphi, in which she was given one place."""
        assert received_at in {None, AFFECTATION.at}
        assert amphi_id == AMPHI
        return self.of(intern_id, "052027")

    def of(self, intern_id: UUID, semestre: str) -> Affectation:
        """Hers in 052027, none else."""
        if (intern_id, semestre) != (AICHA, "052027"):
            raise AucuneAffectation
        return AFFECTATION
