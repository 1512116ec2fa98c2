"""Rights changed by two at once, with real threads and commits; each guard has its control."""

from dataclasses import replace
from threading import Event
from time import sleep
from uuid import UUID

import pytest
from cryptography.fernet import Fernet

from services.identity.adapters.opaque import OpaqueSecrets
from services.identity.domain.droits import Droits
from services.identity.domain.register import Interne
from services.identity.storage import droits as droits_sql
from services.identity.storage.procurations import PgProcurations
from services.identity.tests.factories import (
    MANDATAIRE,
    MANDATAIRE_PASSWORD,
    Home,
    a_gestionnaire,
    an_interne,
)
from services.identity.tests.test_concurrency import at_once, failures
from services.identity.use_cases.accept_procuration import accept_procuration
from services.identity.use_cases.cancel_procuration import cancel_my_procuration
from services.identity.use_cases.change_type_choix import change_type_choix
from services.identity.use_cases.close_semestre import close_semestre
from services.identity.use_cases.errors import (
    DemandeDejaEnCours,
    DemandeDejaTraitee,
    MandataireDejaPris,
    ProcurationDejaAcceptee,
    ProcurationDejaDonnee,
    SemestreClos,
)
from services.identity.use_cases.give_procuration import give_procuration
from services.identity.use_cases.judge_demande import accept_demande, refuse_demande
from services.identity.use_cases.log_in_mandataire import log_in_mandataire
from services.identity.use_cases.read_rights import list_rights
from services.identity.use_cases.request_type_choix import request_type_choix

pytestmark = pytest.mark.real
TYPES = ("surnombre_validant", "surnombre_non_validant")


def give(home: Home, intern_id: UUID, email: str) -> object:
    return give_procuration(home.tools, intern_id=intern_id, email=email, telephone="0611223344")


@pytest.mark.rule("PRC-3")
def test_interns_who_name_one_person_at_once_get_one_procuration(home: Home) -> None:
    home.opens()
    internes = [home.knows(an_interne()) for _ in range(4)]
    outcomes = at_once(4, lambda index: give(home, internes[index].intern_id, "commune@proche.example"))
    assert failures(outcomes) == [MandataireDejaPris] * 3
    assert len(home.session.told) == 1


def test_control_without_its_index_one_person_gets_several_procurations(home: Home) -> None:
    home.opens()
    with home.database.transaction() as tx:
        tx.execute("DROP INDEX procuration_one_a_mandataire")
        tx.commit()
    internes = [home.knows(an_interne()) for _ in range(4)]
    outcomes = at_once(4, lambda index: give(home, internes[index].intern_id, "commune@proche.example"))
    assert failures(outcomes) == []


@pytest.mark.rule("PRC-1")
def test_an_intern_who_names_several_people_at_once_has_one_mandataire(home: Home) -> None:
    home.opens()
    lea = home.knows(an_interne())
    outcomes = at_once(4, lambda index: give(home, lea.intern_id, f"proche{index}@example.org"))
    assert failures(outcomes) == [ProcurationDejaDonnee] * 3


@pytest.mark.rule("PRC-2")
def test_a_link_followed_twice_at_once_sets_one_password(home: Home) -> None:
    home.opens()
    token = home.names(home.knows(an_interne()))

    def accept(_: int) -> object:
        return accept_procuration(
            home.tools, token=token, password=MANDATAIRE_PASSWORD, password_again=MANDATAIRE_PASSWORD
        )

    assert failures(at_once(4, accept)) == [ProcurationDejaAcceptee] * 3
    assert home.mails().count("procuration_accepted") == 1


@pytest.mark.rule("PRC-4")
@pytest.mark.parametrize(("guarded", "left_alive"), [(True, 0), (False, 1)])
def test_no_session_outlives_a_procuration_cancelled_while_its_mandataire_logs_in(
    home: Home, monkeypatch: pytest.MonkeyPatch, guarded: bool, left_alive: int
) -> None:
    if not guarded:
        monkeypatch.setattr(PgProcurations, "take", PgProcurations.get)
    home.opens()
    lea = home.knows(an_interne())
    home.mandates(lea)
    opening = Event()

    class Slow(OpaqueSecrets):
        """Its secret is made when the procuration was found active, before the session is stored."""

        def new(self) -> str:
            opening.set()
            sleep(0.5)
            return super().new()

    tools = replace(home.tools, opaque=Slow((Fernet.generate_key().decode(),)))

    def log_in_or_cancel(index: int) -> None:
        if index == 0:
            log_in_mandataire(tools, email=MANDATAIRE, password=MANDATAIRE_PASSWORD, address="", device="")
        else:
            opening.wait()
            cancel_my_procuration(home.tools, intern_id=lea.intern_id)

    assert not failures(at_once(2, log_in_or_cancel))
    with home.database.transaction() as tx:
        alive = tx.value("SELECT count(*) FROM web_session WHERE ended_at IS NULL AND kind = 'mandataire'")
    assert alive == left_alive


@pytest.mark.rule("STA-2")
def test_two_requests_of_one_intern_at_once_are_one(home: Home) -> None:
    home.opens()
    lea = home.knows(an_interne())
    outcomes = at_once(
        4,
        lambda index: request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=TYPES[index % 2]),
    )
    assert failures(outcomes) == [DemandeDejaEnCours] * 3


@pytest.mark.rule("ADM-11")
def test_a_request_judged_by_several_at_once_is_judged_once(home: Home) -> None:
    home.opens()
    lea = home.knows(an_interne())
    demande = request_type_choix(home.tools, intern_id=lea.intern_id, type_choix=TYPES[0])

    def judge(index: int) -> None:
        if index % 2:
            refuse_demande(home.tools, a_gestionnaire(), demande_id=demande.id, reason="Non")
        else:
            accept_demande(home.tools, a_gestionnaire(), demande_id=demande.id)

    assert failures(at_once(4, judge)) == [DemandeDejaTraitee] * 3
    assert len(home.audit()) == 1


def changes_at_once(home: Home, lea: Interne) -> None:
    """Three rights of one intern, each changed five times, all at the same time."""

    def absence(turn: int) -> None:
        with home.tools.begin() as work:
            droits = work.droits.record_absence(lea.intern_id, "052027", f"motif {turn}", par="")
            work.commit()
        home.session.apply(droits)

    def procuration(turn: int) -> None:
        give(home, lea.intern_id, f"{lea.ine}-{turn}@example.org")
        cancel_my_procuration(home.tools, intern_id=lea.intern_id)

    def type_choix(turn: int) -> None:
        kind = (*TYPES, "classique")[turn % 3]
        change_type_choix(home.tools, a_gestionnaire(), intern_id=lea.intern_id, type_choix=kind, note="")

    def five_times(index: int) -> None:
        for turn in range(5):
            (absence, procuration, type_choix)[index](turn)

    assert not failures(at_once(3, five_times))


def newest(home: Home) -> Droits:
    return max(home.session.told, key=lambda told: told.version)


@pytest.mark.rule("STA-3")
@pytest.mark.rule("PRC-4")
def test_whoever_keeps_the_highest_version_has_what_stands(home: Home) -> None:
    home.opens()
    lea = home.knows(an_interne())
    changes_at_once(home, lea)
    (stands,) = list_rights(home.tools, semestre="052027")
    assert newest(home) == stands
    versions = [told.version for told in home.session.told]
    assert len(set(versions)) == len(versions)


SLOW = """(SELECT taken FROM (SELECT nextval('absence_version') AS taken) AS first,
    LATERAL (SELECT pg_sleep(taken * 0 + current_setting('dci.slow')::float)) AS later)"""
GUARDED = droits_sql._CHANGE.replace("{places}, nextval('absence_version')", "{places}, " + SLOW)
UNGUARDED = GUARDED.replace("version = nextval('absence_version')", "version = excluded.version")


@pytest.mark.rule("STA-3")
@pytest.mark.parametrize(("sql", "told_right"), [(GUARDED, True), (UNGUARDED, False)])
def test_a_version_is_taken_under_the_lock_or_old_news_is_told_last(
    home: Home, monkeypatch: pytest.MonkeyPatch, sql: str, told_right: bool
) -> None:
    assert len({sql, GUARDED, UNGUARDED, droits_sql._CHANGE}) == 3
    monkeypatch.setattr(droits_sql, "_CHANGE", sql)
    home.opens()
    lea = home.knows(an_interne())

    def absence(motif: str, slow: float) -> None:
        with home.database.transaction() as tx:
            tx.execute("SELECT set_config('dci.slow', %s, true)", [str(slow)])
            droits = droits_sql.PgDroits(tx).record_absence(lea.intern_id, "052027", motif, par="")
            tx.commit()
        home.session.apply(droits)

    absence("d’abord", 0)
    started = Event()

    def slow_or_fast(index: int) -> None:
        if index == 0:
            started.set()
            absence("prend son numéro, puis attend", 1.0)
        else:
            started.wait()
            sleep(0.3)
            absence("prend le suivant et passe devant", 0)

    assert not failures(at_once(2, slow_or_fast))
    (stands,) = list_rights(home.tools, semestre="052027")
    assert (newest(home) == stands) is told_right


@pytest.mark.rule("ADM-3")
def test_a_procuration_given_while_the_semester_closes_does_not_stand(home: Home) -> None:
    home.opens()
    internes = [home.knows(an_interne()) for _ in range(6)]

    def give_or_close(index: int) -> object:
        if index == 0:
            return close_semestre(home.tools, a_gestionnaire(), code="052027")
        return give(home, internes[index].intern_id, f"proche{index}@example.org")

    outcomes = at_once(6, give_or_close)

    assert set(failures(outcomes)) <= {SemestreClos}
    with home.database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM procuration WHERE etat IN ('envoyee', 'active')") == 0
