"""Requests for a type de choix on a real database, and what ARS does with them (STA-*, ADM-11)."""

from uuid import uuid4

import pytest

from services.identity.domain.droits import TypeChoix
from services.identity.domain.register import Interne
from services.identity.tests.factories import Home, a_gestionnaire, an_interne
from services.identity.use_cases.change_type_choix import change_type_choix
from services.identity.use_cases.close_semestre import close_semestre
from services.identity.use_cases.errors import (
    AucuneDemande,
    DemandeDejaEnCours,
    DemandeDejaTraitee,
    DemandeInconnue,
    EtatDeDemandeInconnu,
    FormulaireInvalide,
    InterneInconnu,
    SemestreClos,
    SemestreInconnu,
    TypeChoixDejaEnVigueur,
    TypeChoixInconnu,
)
from services.identity.use_cases.judge_demande import accept_demande, refuse_demande
from services.identity.use_cases.note_papers import note_papers
from services.identity.use_cases.read_demandes import list_demandes
from services.identity.use_cases.read_rights import get_my_rights, get_rights, list_rights
from services.identity.use_cases.request_type_choix import cancel_my_demande, request_type_choix

pytestmark = pytest.mark.real
VALIDANT = "surnombre_validant"
NON_VALIDANT = "surnombre_non_validant"


@pytest.fixture
def lea(home: Home) -> Interne:
    home.opens()
    return home.knows(an_interne())


@pytest.mark.rule("STA-1")
@pytest.mark.rule("STA-2")
def test_everybody_is_classique_while_a_request_waits(home: Home, lea: Interne) -> None:
    demande = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    mine = get_my_rights(home.tools, intern_id=lea.intern_id)
    assert (mine.type_choix, [one.etat for one in mine.demandes]) == ("classique", ["en_cours"])
    assert home.session.told == []
    (wanted,) = home.told("account_mail_wanted")
    assert wanted.demande_id == str(demande.id)
    with pytest.raises(DemandeDejaEnCours):
        request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=NON_VALIDANT)
    with pytest.raises(TypeChoixDejaEnVigueur):
        request_type_choix(home.tools, intern_id=lea.intern_id, type_choix="classique")
    with pytest.raises(TypeChoixInconnu):
        request_type_choix(home.tools, intern_id=lea.intern_id, type_choix="autre")


@pytest.mark.rule("STA-2")
def test_the_intern_takes_a_request_back_and_makes_another(home: Home, lea: Interne) -> None:
    first = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    cancel_my_demande(home.tools, intern_id=lea.intern_id)
    with pytest.raises(AucuneDemande):
        cancel_my_demande(home.tools, intern_id=lea.intern_id)
    with pytest.raises(DemandeDejaTraitee):
        accept_demande(home.tools, a_gestionnaire(), demande_id=first.id)
    home.clock.move(minutes=1)
    request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=NON_VALIDANT)
    mine = get_my_rights(home.tools, intern_id=lea.intern_id)
    assert [one.etat for one in mine.demandes] == ["en_cours", "annulee"]


@pytest.mark.rule("STA-3")
@pytest.mark.rule("ADM-11")
@pytest.mark.rule("ADM-2")
def test_an_acceptance_counts_at_once_and_is_written_down(home: Home, lea: Interne) -> None:
    demande = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    judge = a_gestionnaire()

    assert accept_demande(home.tools, judge, demande_id=demande.id)

    (told,) = home.session.told
    assert (told.intern_id, told.semestre, told.type_choix) == (lea.intern_id, "052027", VALIDANT)
    (event,) = home.told("absence_changed")
    assert (event.version, event.type_choix) == (told.version, VALIDANT)
    assert event.type_choix_par == told.par.type_choix == f"ars:gestionnaire:{judge.id}"
    assert home.mails() == ["type_choix_received", "type_choix_accepted"]
    (line,) = home.audit()
    assert (line["action"], line["target"]) == ("type_choix.accepter", str(lea.intern_id))
    assert (line["before"], line["after"]) == ({"type_choix": "classique"}, {"type_choix": VALIDANT})
    assert get_my_rights(home.tools, intern_id=lea.intern_id).type_choix == VALIDANT
    with pytest.raises(DemandeDejaTraitee):
        refuse_demande(home.tools, a_gestionnaire(), demande_id=demande.id, reason="Trop tard")


@pytest.mark.rule("STA-3")
def test_where_session_is_away_the_acceptance_stands_and_the_event_tells(home: Home, lea: Interne) -> None:
    demande = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    home.session.away = True
    assert not accept_demande(home.tools, a_gestionnaire(), demande_id=demande.id)
    assert home.told("absence_changed")[-1].type_choix == VALIDANT


@pytest.mark.rule("STA-2")
@pytest.mark.rule("ADM-11")
def test_a_refusal_has_a_reason_and_changes_nothing(home: Home, lea: Interne) -> None:
    demande = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    with pytest.raises(FormulaireInvalide):
        refuse_demande(home.tools, a_gestionnaire(), demande_id=demande.id, reason=" ")
    refuse_demande(home.tools, a_gestionnaire(), demande_id=demande.id, reason="Dossier incomplet")
    (one,) = get_my_rights(home.tools, intern_id=lea.intern_id).demandes
    assert (one.etat, one.reason) == ("refusee", "Dossier incomplet")
    assert home.session.told == []
    assert home.mails()[-1] == "type_choix_refused"
    assert home.audit()[-1]["after"] == {"type_choix": VALIDANT, "motif": "Dossier incomplet"}
    with pytest.raises(DemandeInconnue):
        refuse_demande(home.tools, a_gestionnaire(), demande_id=uuid4(), reason="Inconnue")


@pytest.mark.rule("ADM-11")
def test_papers_are_ticked_with_a_note_and_requests_are_listed(home: Home, lea: Interne) -> None:
    zoe = home.knows(an_interne(prenom="Zoé"))
    old = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    home.clock.move(minutes=1)
    done = request_type_choix(home.tools, intern_id=zoe.intern_id, type_choix=VALIDANT)
    refuse_demande(home.tools, a_gestionnaire(), demande_id=done.id, reason="Dossier incomplet")
    note_papers(home.tools, a_gestionnaire(), demande_id=old.id, received=True, note=" reçu  le 3 ")

    listed = list_demandes(home.tools, semestre="052027", etat="")
    assert [(one.id, one.papers_received, one.note) for one in listed] == [
        (old.id, True, "reçu le 3"),
        (done.id, False, ""),
    ]
    assert [one.id for one in list_demandes(home.tools, semestre="052027", etat="refusee")] == [done.id]
    with pytest.raises(EtatDeDemandeInconnu):
        list_demandes(home.tools, semestre="052027", etat="autre")
    assert home.audit()[-1]["after"] == {"recus": True, "note": "reçu le 3"}
    with pytest.raises(DemandeInconnue):
        note_papers(home.tools, a_gestionnaire(), demande_id=uuid4(), received=True, note="")


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("STA-3")
def test_a_change_on_the_spot_needs_no_request_and_settles_a_like_one(home: Home, lea: Interne) -> None:
    zoe = home.knows(an_interne(prenom="Zoé"))

    def change(interne: Interne, type_choix: str) -> bool:
        return change_type_choix(
            home.tools,
            a_gestionnaire(),
            intern_id=interne.intern_id,
            type_choix=type_choix,
            note="au téléphone",
        )

    assert change(lea, NON_VALIDANT)
    assert home.session.told[-1].type_choix == NON_VALIDANT
    (recorded,) = list_demandes(home.tools, semestre="052027", etat="acceptee")
    assert recorded.note == "au téléphone"
    with pytest.raises(TypeChoixDejaEnVigueur):
        change(lea, NON_VALIDANT)
    assert change(lea, "classique")

    asked = request_type_choix(home.tools, intern_id=zoe.intern_id, type_choix=VALIDANT)
    with pytest.raises(DemandeDejaEnCours):
        change(zoe, NON_VALIDANT)
    assert change(zoe, VALIDANT)
    assert asked.id in {one.id for one in list_demandes(home.tools, semestre="052027", etat="acceptee")}
    with pytest.raises(InterneInconnu):
        change(an_interne(), VALIDANT)


@pytest.mark.rule("ADM-3")
@pytest.mark.rule("STA-1")
def test_after_the_semester_everybody_is_classique_again(home: Home, lea: Interne) -> None:
    zoe = home.knows(an_interne(prenom="Zoé"))
    accepted = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    accept_demande(home.tools, a_gestionnaire(), demande_id=accepted.id)
    request_type_choix(home.tools, intern_id=zoe.intern_id, type_choix=VALIDANT)

    assert close_semestre(home.tools, a_gestionnaire(), code="052027")

    assert home.session.told[-1].type_choix is TypeChoix.CLASSIQUE
    assert get_my_rights(home.tools, intern_id=lea.intern_id).type_choix == "classique"
    (pending,) = get_my_rights(home.tools, intern_id=zoe.intern_id).demandes
    assert (pending.etat, pending.reason) == ("refusee", "Les choix de ce semestre sont terminés.")
    with pytest.raises(SemestreClos):
        request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=VALIDANT)
    with pytest.raises(SemestreInconnu):
        close_semestre(home.tools, a_gestionnaire(), code="112030")
    told = len(home.session.told)
    close_semestre(home.tools, a_gestionnaire(), code="052027")
    assert len(home.session.told) == told, "closing again changes nothing"


@pytest.mark.rule("SIM-1")
def test_nothing_is_recorded_of_a_rehearsal(home: Home) -> None:
    assert get_rights(home.tools, semestre="essai-0123abcd", intern_ids=[uuid4()]) == []


@pytest.mark.rule("STA-3")
def test_one_version_grows_over_absence_type_and_procuration(home: Home, lea: Interne) -> None:
    with home.tools.begin() as work:
        work.droits.record_absence(lea.intern_id, "052027", "congé", par="")
        work.commit()
    change_type_choix(home.tools, a_gestionnaire(), intern_id=lea.intern_id, type_choix=VALIDANT, note="")
    mandataire_id = home.mandates(lea)

    (droits,) = list_rights(home.tools, semestre="052027")
    assert droits == home.session.told[-1]
    assert (droits.absent, droits.motif, droits.type_choix, droits.mandataire_id) == (
        True,
        "congé",
        VALIDANT,
        mandataire_id,
    )
    stranger = uuid4()
    (found,) = get_rights(home.tools, semestre="052027", intern_ids=[lea.intern_id, stranger])
    assert found.droits == droits
    assert found.procuration is not None
    assert found.procuration.id == mandataire_id
