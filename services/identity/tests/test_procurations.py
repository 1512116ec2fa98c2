"""Procurations on a real database: given, accepted, cancelled; and the mandataire's own log-in (PRC-*)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.rpc.refusals import SessionExpiree
from chassis.user_tokens import UserTokenVerifier
from services.identity.bootstrap import own_keys
from services.identity.domain.procuration import EtatProcuration
from services.identity.domain.register import Interne
from services.identity.tests.factories import (
    ADDRESS,
    MANDATAIRE,
    MANDATAIRE_PASSWORD,
    PASSWORD,
    Home,
    a_gestionnaire,
    an_interne,
)
from services.identity.use_cases.accept_procuration import accept_procuration
from services.identity.use_cases.cancel_procuration import cancel_my_procuration, cancel_procuration
from services.identity.use_cases.change_type_choix import change_type_choix
from services.identity.use_cases.close_semestre import close_semestre
from services.identity.use_cases.ended_since import ended_since
from services.identity.use_cases.errors import (
    AucuneProcuration,
    AucunSemestre,
    FormulaireInvalide,
    IdentifiantsFaux,
    LienDeProcurationExpire,
    LienInconnu,
    MandataireDejaPris,
    ProcurationAnnulee,
    ProcurationDejaAcceptee,
    ProcurationDejaDonnee,
    SaPropreAdresse,
    SemestreClos,
    TropDeProcurations,
    TropDEssais,
)
from services.identity.use_cases.exchange_session import exchange_session
from services.identity.use_cases.get_procuration import get_accepted_procuration
from services.identity.use_cases.give_procuration import give_procuration
from services.identity.use_cases.log_in_interne import log_in_interne
from services.identity.use_cases.look_at_procuration import look_at_procuration
from services.identity.use_cases.read_rights import get_my_rights
from services.identity.use_cases.resend_procuration import resend_procuration

pytestmark = pytest.mark.real


@pytest.fixture
def lea(home: Home) -> Interne:
    home.opens()
    return home.knows(an_interne())


@pytest.mark.rule("PRC-1")
@pytest.mark.rule("PRC-2")
def test_a_procuration_is_given_and_session_knows_before_the_answer(home: Home, lea: Interne) -> None:
    given, effective = give_procuration(
        home.tools, intern_id=lea.intern_id, email=" Sami@Proche.example", telephone="06 11 22 33 44"
    )

    assert effective
    assert (given.email, given.telephone, given.etat) == (MANDATAIRE, "+33611223344", "envoyee")
    (told,) = home.session.told
    assert (told.intern_id, told.procuration, told.mandataire_id) == (lea.intern_id, True, None)
    (event,) = home.told("absence_changed")
    assert (event.version, event.procuration, event.mandataire_id) == (told.version, True, "")
    assert home.mails() == ["procuration_given", "procuration_link"]
    assert MANDATAIRE not in str(home.events()), "no address travels"
    mine = get_my_rights(home.tools, intern_id=lea.intern_id)
    assert mine.procuration is not None
    assert (mine.procuration.email, mine.open) == (MANDATAIRE, True)


@pytest.mark.rule("PRC-1")
def test_where_session_is_away_it_is_given_all_the_same_and_the_event_tells(home: Home, lea: Interne) -> None:
    home.session.away = True
    _, effective = give_procuration(
        home.tools, intern_id=lea.intern_id, email=MANDATAIRE, telephone="0611223344"
    )
    assert not effective
    assert home.told("absence_changed")[-1].procuration


@pytest.mark.rule("PRC-1")
def test_what_cannot_be_given(home: Home, lea: Interne) -> None:
    home.registers(lea, "lea@example.org")
    for email, telephone, field in (("sami", "0611223344", "email"), (MANDATAIRE, "12", "telephone")):
        with pytest.raises(FormulaireInvalide) as wrong:
            give_procuration(home.tools, intern_id=lea.intern_id, email=email, telephone=telephone)
        assert field in wrong.value.details
    with pytest.raises(SaPropreAdresse):
        home.names(lea, "LEA@example.org")
    home.names(lea)
    with pytest.raises(ProcurationDejaDonnee):
        home.names(lea, "autre@proche.example")
    assert len(home.session.told) == 1


@pytest.mark.rule("PRC-3")
def test_a_second_intern_who_names_the_same_email_gets_a_clear_refusal(home: Home, lea: Interne) -> None:
    zoe = home.knows(an_interne(prenom="Zoé"))
    home.names(lea)
    with pytest.raises(MandataireDejaPris, match="déjà reçu la procuration d’un autre interne"):
        home.names(zoe, MANDATAIRE.upper())
    assert [told.intern_id for told in home.session.told] == [lea.intern_id]

    cancel_my_procuration(home.tools, intern_id=lea.intern_id)
    home.names(zoe)
    assert home.session.told[-1].intern_id == zoe.intern_id


@pytest.mark.rule("PRC-3")
def test_the_next_semester_the_same_email_is_free(home: Home, lea: Interne) -> None:
    zoe = home.knows(an_interne(prenom="Zoé"))
    home.mandates(lea)
    home.opens("112027")
    home.names(zoe)
    with pytest.raises(IdentifiantsFaux):
        home.mandataire_logs_in()


@pytest.mark.rule("PRC-2")
@pytest.mark.rule("INS-4")
def test_the_mailed_link_shows_and_its_button_acts_once(home: Home, lea: Interne) -> None:
    token = home.names(lea)
    look_at_procuration(home.tools, token=token)
    offered = look_at_procuration(home.tools, token=token)
    assert (offered.prenom, offered.procuration.email) == (lea.prenom, MANDATAIRE)
    with pytest.raises(FormulaireInvalide) as weak:
        accept_procuration(home.tools, token=token, password="azertyuiop12", password_again="x")
    assert set(weak.value.details) == {"password", "password_again"}

    assert accept_procuration(
        home.tools, token=token, password=MANDATAIRE_PASSWORD, password_again=MANDATAIRE_PASSWORD
    )

    told = home.session.told[-1]
    assert (told.procuration, told.mandataire_id) == (True, offered.procuration.id)
    assert home.mails()[-1] == "procuration_accepted"
    with pytest.raises(ProcurationDejaAcceptee):
        look_at_procuration(home.tools, token=token)
    with pytest.raises(ProcurationDejaAcceptee):
        resend_procuration(home.tools, intern_id=lea.intern_id)
    with pytest.raises(LienInconnu):
        look_at_procuration(home.tools, token=home.mailed_token(home.knows(an_interne())))


@pytest.mark.rule("PRC-2")
def test_a_link_lives_seven_days_and_can_be_sent_again(home: Home, lea: Interne) -> None:
    old = home.names(lea)
    home.clock.move(days=7)
    with pytest.raises(LienDeProcurationExpire):
        look_at_procuration(home.tools, token=old)
    for _ in range(5):
        resend_procuration(home.tools, intern_id=lea.intern_id)
    look_at_procuration(home.tools, token=home.last_token())
    with pytest.raises(TropDeProcurations):
        resend_procuration(home.tools, intern_id=lea.intern_id)
    home.clock.move(hours=1)
    resend_procuration(home.tools, intern_id=lea.intern_id)


@pytest.mark.rule("CNX-1")
@pytest.mark.rule("PRC-3")
@pytest.mark.rule("PRC-5")
def test_a_mandataire_logs_in_to_an_account_of_its_own(home: Home, lea: Interne) -> None:
    sami = home.knows(an_interne(prenom="Sami"))
    home.registers(sami, MANDATAIRE)
    mandataire_id = home.mandates(lea)

    opened = home.mandataire_logs_in()

    user = UserTokenVerifier(lambda: own_keys(home.tools), home.clock).verify(opened.access.token)
    assert (user.kind, user.id, user.acts_for, user.roles) == (
        "mandataire",
        mandataire_id,
        lea.intern_id,
        frozenset(),
    )
    assert opened.access.person.display_name == "Mandataire de Léa LEFÈVRE-DUPONT"
    assert exchange_session(home.tools, secret=opened.secret).person == opened.access.person
    own = log_in_interne(home.tools, email=MANDATAIRE, password=PASSWORD, address=ADDRESS, device="")
    assert own.access.person.id == sami.intern_id
    with pytest.raises(IdentifiantsFaux):
        home.mandataire_logs_in(password=PASSWORD)
    with pytest.raises(IdentifiantsFaux):
        log_in_interne(home.tools, email=MANDATAIRE, password=MANDATAIRE_PASSWORD, address=ADDRESS, device="")


@pytest.mark.rule("CNX-1")
def test_before_acceptance_and_for_strangers_the_refusal_is_the_same(home: Home, lea: Interne) -> None:
    home.names(lea)
    for email in (MANDATAIRE, "personne@proche.example"):
        with pytest.raises(IdentifiantsFaux):
            home.mandataire_logs_in(email=email)


@pytest.mark.rule("SEC-4")
def test_ten_failures_block_a_mandataire_and_not_the_intern_of_that_email(home: Home, lea: Interne) -> None:
    sami = home.knows(an_interne(prenom="Sami"))
    home.registers(sami, MANDATAIRE)
    home.mandates(lea)
    for _ in range(10):
        with pytest.raises(IdentifiantsFaux):
            home.mandataire_logs_in(password="faux")
    with pytest.raises(TropDEssais):
        home.mandataire_logs_in()
    log_in_interne(home.tools, email=MANDATAIRE, password=PASSWORD, address=ADDRESS, device="")
    home.clock.move(minutes=15, seconds=1)
    home.mandataire_logs_in()


@pytest.mark.rule("PRC-4")
def test_cancelling_lets_the_intern_choose_and_logs_the_mandataire_out(home: Home, lea: Interne) -> None:
    home.mandates(lea)
    sessions = [home.mandataire_logs_in() for _ in range(2)]

    assert cancel_my_procuration(home.tools, intern_id=lea.intern_id)

    told = home.session.told[-1]
    assert (told.procuration, told.mandataire_id) == (False, None)
    assert home.mails()[-2:] == ["procuration_cancelled", "procuration_withdrawn"]
    ended, _ = ended_since(home.tools, after=0)
    assert {one.session_id for one in ended} == {one.access.session_id for one in sessions}
    assert len(home.told("session_ended")) == 2
    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=sessions[0].secret)
    with pytest.raises(IdentifiantsFaux):
        home.mandataire_logs_in()
    with pytest.raises(AucuneProcuration):
        cancel_my_procuration(home.tools, intern_id=lea.intern_id)
    home.mandates(lea, "autre@proche.example")
    home.mandataire_logs_in("autre@proche.example")
    versions = [told.version for told in home.session.told]
    assert versions == sorted(set(versions))


@pytest.mark.rule("ENG-8", "PRC-4")
def test_each_change_says_who_decided_it_and_keeps_who_decided_the_others(home: Home, lea: Interne) -> None:
    ars = replace(a_gestionnaire(), roles=frozenset({"consultation", "administrateur"}))
    change_type_choix(
        home.tools, ars, intern_id=lea.intern_id, type_choix="surnombre_non_validant", note="au téléphone"
    )
    home.mandates(lea)
    cancel_my_procuration(home.tools, intern_id=lea.intern_id)
    home.names(lea)
    cancel_procuration(home.tools, ars, intern_id=lea.intern_id)

    said = [(event.type_choix_par, event.procuration_par) for event in home.told("absence_changed")]
    staff = f"ars:administrateur:{ars.id}"
    assert said == [(staff, by) for by in ("", "interne", "mandataire", "interne", "interne", staff)]
    assert [(told.par.type_choix, told.par.procuration) for told in home.session.told] == said


@pytest.mark.rule("PRC-4")
def test_a_session_is_worth_nothing_once_its_procuration_is_over(home: Home, lea: Interne) -> None:
    mandataire_id = home.mandates(lea)
    session = home.mandataire_logs_in()
    with home.tools.begin() as work:
        work.procurations.end(mandataire_id, EtatProcuration.ANNULEE, home.clock.now())
        work.commit()
    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=session.secret)


@pytest.mark.rule("PRC-4")
def test_a_link_of_a_cancelled_procuration_says_so(home: Home, lea: Interne) -> None:
    token = home.names(lea)
    cancel_my_procuration(home.tools, intern_id=lea.intern_id)
    with pytest.raises(ProcurationAnnulee):
        look_at_procuration(home.tools, token=token)
    with pytest.raises(ProcurationAnnulee):
        accept_procuration(
            home.tools, token=token, password=MANDATAIRE_PASSWORD, password_again=MANDATAIRE_PASSWORD
        )


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("ADM-2")
def test_a_gestionnaire_cancels_one_and_it_is_written_down(home: Home, lea: Interne) -> None:
    mandataire_id = home.mandates(lea)
    assert cancel_procuration(home.tools, a_gestionnaire(), intern_id=lea.intern_id)
    (line,) = home.audit()
    assert (line["action"], line["target"]) == ("procuration.annuler", str(lea.intern_id))
    assert line["before"] == {"mandataire": str(mandataire_id), "etat": "active"}
    assert not home.session.told[-1].procuration


@pytest.mark.rule("PRC-5")
def test_who_chose_by_proxy_can_still_be_told_after_a_cancellation(home: Home, lea: Interne) -> None:
    home.mandates(lea)
    cancel_my_procuration(home.tools, intern_id=lea.intern_id)
    home.names(lea, "autre@proche.example")
    found = get_accepted_procuration(home.tools, intern_id=lea.intern_id, semestre="052027")
    assert (found.procuration.email, found.prenom) == (MANDATAIRE, lea.prenom)


@pytest.mark.rule("ADM-3")
@pytest.mark.rule("PRC-2")
def test_closing_the_semester_expires_procurations_and_keeps_accounts(home: Home, lea: Interne) -> None:
    home.registers(lea, "lea@example.org")
    home.mandates(lea)
    session = home.mandataire_logs_in()
    zoe = home.knows(an_interne(prenom="Zoé"))
    pending = home.names(zoe, "autre@proche.example")

    assert close_semestre(home.tools, a_gestionnaire(), code="052027")

    assert {told.intern_id for told in home.session.told[-2:]} == {lea.intern_id, zoe.intern_id}
    assert not any(told.procuration for told in home.session.told[-2:])
    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=session.secret)
    with pytest.raises(ProcurationAnnulee):
        look_at_procuration(home.tools, token=pending)
    with pytest.raises(SemestreClos):
        home.names(lea)
    assert not get_my_rights(home.tools, intern_id=lea.intern_id).open
    log_in_interne(home.tools, email="lea@example.org", password=PASSWORD, address=ADDRESS, device="")
    (line,) = [line for line in home.audit() if line["action"] == "semestre.clore"]
    assert line["after"] == {"procurations": 2, "demandes": 0, "types_de_choix": 0}


def test_without_a_semester_nobody_names_anybody(home: Home) -> None:
    lea = home.knows(an_interne())
    assert get_my_rights(home.tools, intern_id=lea.intern_id).semestre == ""
    with pytest.raises(AucunSemestre):
        home.names(lea)


@pytest.mark.rule("CNX-3")
def test_a_mandataires_session_lasts_over_the_day_of_the_amphi(home: Home, lea: Interne) -> None:
    home.mandates(lea)
    opened = home.mandataire_logs_in()
    assert opened.expires_at - home.clock.now() == timedelta(hours=12)
