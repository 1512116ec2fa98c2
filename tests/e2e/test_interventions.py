"""What ARS does while an amphi runs and after it, clicked through by three people (ADM-8…10, CHX-6, CHX-8).

Each effect is read where it matters: on the open pages of interns, in the mailbox, in the published record.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from deploy.local.demo import campaign as demo
from deploy.local.demo import cast
from deploy.local.demo.calls import logged_in, open_calls
from deploy.local.demo.facts import SEMESTRE
from tests.e2e import campaign, system
from tests.e2e.browsing import Visitor
from tests.e2e.interventions import Story, code_in
from tests.e2e.pages.interventions import Act, Interventions
from tests.e2e.pages.public import Public
from tests.e2e.pages.staff import Office, Room
from tests.e2e.pages.stock import Stock
from tests.local_system import LocalSystem

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(300)]

PLAN = demo.AmphiPlan(
    campaign.SHORT_GROUPE,
    "MEDICAL",
    "Spécialités médicales",
    timedelta(hours=1),
    timedelta(minutes=5),
    30,
    duree_tour=timedelta(minutes=4),
)
CHOIX = "surnombre non validant"
PLACED_FOR = "Absence excusée"
CORRECTED_FOR = "Erreur de saisie au téléphone"


@pytest.fixture(scope="module")
def story(running_system: LocalSystem, arrive: Callable[..., Visitor]) -> Story:
    by_calls = system.create_gestionnaire(running_system, "interventions@ars.example")
    invented = campaign.invent(campaign.SHORT_GROUPE)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in system.calling_environment(running_system).items():
            patch.setenv(name, value)
        calls = open_calls()
        with logged_in(calls, by_calls):
            amphi = demo.build(calls, invented, [PLAN])[PLAN.code]
            seats = cast.seats(calls, invented, amphi)
    system.create_accounts(running_system, {each.person.ine: each.person.email for each in seats})
    office = Office(arrive(), running_system.demo["admin"])
    story = Story(running_system, arrive, invented, amphi.amphi_id, seats, office)
    account = system.create_gestionnaire(running_system, "interventions-pages@ars.example")
    office.come_back(asdict(account))
    return story


@pytest.mark.rule("STA-2")
def test_an_intern_asks_for_a_type_de_choix_and_the_interns_come(story: Story) -> None:
    story.asker = story.log_in(story.asking.person)
    story.asker.ask_type_choix(CHOIX)
    story.asker.visitor.checked()

    story.caller = story.log_in(story.dictated.person, phone=True)
    story.caller_amphi = story.caller.verify_order(story.amphi_id)
    story.asker_amphi = story.asker.verify_order(story.amphi_id)


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("ENG-6")
def test_the_choice_of_whose_turn_it_is_is_dictated(story: Story) -> None:
    story.room = room = Room(story.office, story.amphi_id)
    room.act("Démarrer la session", "Démarrer maintenant")
    expect(room.holder).to_contain_text(story.dictated.person.prenom)

    act = Act(room.visitor, room.page.get_by_role("link", name="Choix dicté", exact=True))
    read = act.read_back({"poste": str(story.dictated_post)}, "Relire avant d’enregistrer")
    expect(read).to_contain_text(f"Vous choisissez le poste n° {story.dictated_post}")
    expect(read).to_contain_text(story.dictated.person.nom)
    told = act.confirm("L’interne confirme")

    expect(told).to_contain_text(f"est enregistré : poste n° {story.dictated_post}")
    expect(story.caller_amphi.my_post).to_contain_text(f"n° {story.dictated_post}")
    expect(story.caller_amphi.banner).to_contain_text("Votre choix est enregistré")
    story.caller.visitor.checked()
    expect(room.decision("dicté par téléphone")).to_contain_text("par vous")
    mail = story.mailbox.wait_for(story.dictated.person.email, "Votre choix est enregistré")
    assert f"Poste n° {story.dictated_post}" in mail.words


@pytest.mark.rule("ADM-8")
@pytest.mark.rule("CHX-2")
@pytest.mark.rule("TRN-1")
def test_an_open_page_shows_each_change_of_the_stock(story: Story) -> None:
    stock, amphi = Stock(story.office), story.asker_amphi
    own = story.posts_of(story.asking)
    count = amphi.page.locator("#postes [data-offer-count]")
    ward = amphi.find(own[0])
    alone = len([each for each in own if each.imotep == own[0].imotep])
    expect(ward).to_contain_text(f"{alone} disponibles")

    added = stock.add_beside(own[0])
    expect(amphi.post(added)).to_contain_text("Disponible")
    expect(ward).to_contain_text(f"{alone + 1} disponibles")
    stock.withdraw(added)
    expect(amphi.post(added)).to_contain_text("Retiré de l’offre")
    expect(ward).to_contain_text(f"{alone} disponibles")
    story.asker.visitor.checked()

    amphi.find(story.posts_of(story.dictated)[1])
    reserved = amphi.post(story.lifted_post)
    expect(reserved).to_contain_text("Réservé à un autre DES")
    stock.lift(story.lifted_post)
    expect(reserved).to_contain_text("Disponible")
    expect(reserved.locator(".dci-tag")).to_have_count(0)
    story.asker.visitor.checked()

    stock.open(story.dictated_post)
    expect(stock.page.get_by_text("ne peut plus être modifié ni retiré")).to_be_visible()
    expect(stock.page.get_by_role("button", name="Retirer de l’offre")).to_have_count(0)
    stock.visitor.checked()
    amphi.search("")
    expect(count).to_contain_text(f"{len(story.campaign.posts) - 1} postes disponibles")


@pytest.mark.rule("ADM-10")
@pytest.mark.rule("CHX-8")
def test_who_is_absent_is_placed(story: Story) -> None:
    room, seat = Room(story.office, story.amphi_id), story.absent
    room.act("Noter absent", "Noter absent")
    expect(room.holder).to_contain_text(story.asking.person.prenom)

    act = Act(room.visitor, room.page.locator(f"#affecter-{seat.rang_appel}"))
    fields = {"poste": str(story.lifted_post), "reason": PLACED_FOR}
    read = act.read_back(fields, "Relire avant d’affecter")
    expect(read).to_contain_text(seat.person.nom)
    expect(read).to_contain_text(f"n° {story.lifted_post}")
    told = act.confirm("Affecter maintenant")

    expect(told).to_contain_text("est faite")
    expect(room.line(seat.rang_appel)).to_contain_text("affecté par l’ARS")
    expect(room.line(seat.rang_appel)).to_contain_text(f"n° {story.lifted_post}")
    expect(room.decision("est affecté par l’ARS")).to_contain_text("par vous")
    expect(story.asker_amphi.intern(seat.rang_appel)).to_contain_text("affecté par l’ARS")
    mail = story.mailbox.wait_for(seat.person.email, "L’ARS vous a affecté un poste")
    assert f"Poste n° {story.lifted_post}" in mail.words
    assert [name.endswith(".pdf") for name in mail.attachments] == [True]
    noted = Interventions(story.office, story.amphi_id)
    expect(noted.placement.locator(".dci-tag")).to_have_text("faite")
    expect(noted.placement).to_contain_text(f"Motif : « {PLACED_FOR} ». Demandée par vous")
    noted.visitor.checked()


@pytest.mark.rule("CHX-8")
@pytest.mark.rule("PRO-5")
def test_who_was_placed_reads_it_on_every_page_of_their_own(story: Story) -> None:
    space = story.log_in(story.absent.person, phone=True)
    amphi = space.verify_order(story.amphi_id)
    expect(amphi.banner).to_contain_text("L’ARS vous a affecté un poste")
    expect(amphi.my_post).to_contain_text(f"n° {story.lifted_post}")
    space.visitor.checked()
    space.go("/mes-affectations")
    expect(space.page.get_by_role("main")).to_contain_text(f"n° {story.lifted_post}")
    space.visitor.checked()


@pytest.mark.rule("STA-3")
@pytest.mark.rule("CHX-3")
def test_a_request_accepted_during_ones_own_turn_opens_what_was_taken(story: Story) -> None:
    office, amphi, person = story.office, story.asker_amphi, story.asking.person
    expect(amphi.banner).to_contain_text("C’est votre tour")
    amphi.find(story.posts_of(story.dictated)[1])
    taken = amphi.post(story.lifted_post)
    expect(taken).to_contain_text("Pourvu")
    expect(taken.locator(".post-choose")).to_be_disabled()

    office.go(f"/types-de-choix/?semestre={SEMESTRE}")
    office.visitor.checked()
    name = f"Accepter la demande de {person.prenom} {person.nom}"
    office.page.get_by_role("button", name=name).click()
    expect(office.page.get_by_text("C’est pris en compte.")).to_be_visible()

    expect(amphi.notice).to_contain_text(f"se fait maintenant en {CHOIX}")
    expect(taken).to_contain_text("possible en surnombre")
    story.asker.visitor.checked()
    room = Room(office, story.amphi_id)
    expect(room.decision(f"choisit désormais en {CHOIX}")).to_contain_text("par vous")
    amphi.choose(story.lifted_post)
    story.asker.visitor.checked()
    amphi.confirm()
    chosen = room.decision(f"choisit le poste n° {story.lifted_post} en {CHOIX}")
    expect(chosen).to_contain_text(f"par l’interne n° {story.asking.rang_appel}")


@pytest.mark.rule("ENG-7")
@pytest.mark.rule("IFC-14")
def test_the_amphi_ends_and_its_first_edition_verifies(story: Story, tmp_path: Path) -> None:
    room = Room(story.office, story.amphi_id)
    room.act("Terminer l’amphi", "Terminer l’amphi")
    expect(room.state).to_contain_text("terminé")

    said, _ = story.record(tmp_path)
    assert "édition 1" in said
    story.first_code = code_in(story.attestation())


@pytest.mark.rule("CHX-6")
def test_a_correction_takes_two_persons_and_the_second_sees_it_come(story: Story) -> None:
    first = story.staff("propose@ars.example", "administrateur")
    second = story.staff("approuve@ars.example", "administrateur")
    waiting = Interventions(second, story.amphi_id)
    expect(waiting.correction).to_have_count(0)
    waiting.visitor.checked()
    room = Room(first, story.amphi_id)

    act = Act(room.visitor, room.page.locator(f"#corriger-{story.dictated.rang_appel}"))
    fields = {"lines-0-poste": str(story.corrected_post), "reason": CORRECTED_FOR}
    _says_both(act.read_back(fields, "Relire avant de proposer"), story)
    told = act.confirm("Proposer")
    expect(told).to_contain_text("une autre personne doit l’approuver")

    expect(waiting.correction).to_contain_text("attend une seconde personne")
    expect(story.caller_amphi.my_post).to_contain_text(f"n° {story.dictated_post}")
    mine = Interventions(first, story.amphi_id)
    expect(mine.correction).to_contain_text("Vous l’avez proposée")
    expect(mine.correction.get_by_role("link", name="Approuver")).to_have_count(0)
    mine.visitor.checked()
    mine.approve_by_address()
    expect(mine.page.get_by_role("alert")).to_contain_text("une autre personne doit l’approuver")
    mine.visitor.checked()
    mine.open()

    _says_both(waiting.correction, story)
    expect(waiting.correction).to_contain_text(f"Motif : « {CORRECTED_FOR} »")
    told = waiting.approve().confirm("Approuver")

    expect(told).to_contain_text("La correction est faite")
    for page in (waiting, mine):
        expect(page.correction.locator(".dci-tag")).to_have_text("faite")
        page.visitor.checked()
    expect(mine.correction).to_contain_text("Proposée par vous")
    expect(mine.correction).to_contain_text("approuvée par l’ARS (administrateur)")


@pytest.mark.rule("CHX-6")
@pytest.mark.rule("AFF-1")
@pytest.mark.rule("IFC-12")
def test_every_page_and_the_mail_show_the_corrected_post(story: Story) -> None:
    office, person = story.office, story.dictated.person
    sheet = story.caller_amphi.my_post
    expect(sheet).to_contain_text(f"n° {story.corrected_post}")
    expect(sheet).to_contain_text("L’ARS a corrigé cette affectation")
    story.caller.visitor.checked()
    watched = story.asker_amphi
    expect(watched.intern(story.dictated.rang_appel)).to_contain_text(f"n° {story.corrected_post}")
    expect(watched.page.locator("#postes .ward")).to_contain_text("3 postes – 1 disponible")
    room = Room(office, story.amphi_id)
    expect(room.line(story.dictated.rang_appel)).to_contain_text(f"n° {story.corrected_post}")
    corrected = room.decision("Correction approuvée par deux personnes")
    expect(corrected).to_contain_text(f"du poste n° {story.dictated_post} au poste n° {story.corrected_post}")
    expect(corrected).to_contain_text("par l’ARS (administrateur)")

    office.go(f"/affectations/?semestre={SEMESTRE}&amphi={story.amphi_id}")
    rows = office.page.get_by_role("row")
    for seat, numero in ((story.absent, story.lifted_post), (story.asking, story.lifted_post)):
        expect(rows.filter(has_text=seat.person.prenom)).to_contain_text(f"n° {numero}")
    line = rows.filter(has_text=person.prenom)
    expect(line).to_contain_text(re.compile(rf"n°\s{story.corrected_post}\s+corrigé"))
    office.visitor.checked()
    public = Public(story.arrive(), story.gateway)
    public.look(f"/affectations?amphi={story.amphi_id}", "Affectations")
    expect(public.page.get_by_role("row").filter(has_text=person.prenom)).to_contain_text(
        "corrigée par l’ARS"
    )

    mail = story.mailbox.wait_for(person.email, "Votre affectation a été corrigée")
    assert f"Poste n° {story.corrected_post}" in mail.words
    assert f"Poste n° {story.dictated_post}" not in mail.words
    story.caller.go("/mes-affectations")
    own = story.caller.page.get_by_role("main")
    expect(own).to_contain_text(f"n° {story.corrected_post}")
    expect(own).to_contain_text("Corrigé par l’ARS")
    story.caller.visitor.checked()


@pytest.mark.rule("CHX-6")
@pytest.mark.rule("PRO-5")
def test_the_new_attestation_verifies_with_the_new_post_and_the_old_one_as_replaced(story: Story) -> None:
    public = Public(story.arrive(), story.gateway)
    attestation = story.attestation()
    assert "par une correction de son affectation" in attestation
    assert str(story.corrected_post) in attestation

    public.look(f"/verifier?code={code_in(attestation)}", "Vérifier")
    main = public.page.get_by_role("main")
    expect(main).to_contain_text("Cette attestation est valable")
    expect(main).to_contain_text(f"n° {story.corrected_post}")
    public.look(f"/verifier?code={story.first_code}", "Vérifier")
    expect(main).to_contain_text("Cette attestation a été remplacée")


@pytest.mark.rule("ENG-7")
@pytest.mark.rule("ENG-8")
@pytest.mark.rule("IFC-14")
def test_the_second_edition_of_the_record_tells_the_same(story: Story, tmp_path: Path) -> None:
    said, decisions = story.record(tmp_path)

    assert "édition 2" in said
    given = {each["type"]: each for each in decisions if each["type"] in ("placed", "corrected")}
    assert given["placed"]["payload"]["numero"] == story.lifted_post
    (line,) = given["corrected"]["payload"]["lines"]
    assert (line["before"], line["numero"]) == (story.dictated_post, story.corrected_post)
    by = {name: each["actor"].split(":")[1] for name, each in given.items()}
    assert by == {"placed": "gestionnaire", "corrected": "administrateur"}
    for words in (PLACED_FOR, CORRECTED_FOR, campaign.MARK):
        assert words not in json.dumps(decisions, ensure_ascii=False)


def _says_both(shown: Locator, story: Story) -> None:
    for words in (story.dictated.person.nom, f"n° {story.dictated_post}", f"n° {story.corrected_post}"):
        expect(shown).to_contain_text(words)
