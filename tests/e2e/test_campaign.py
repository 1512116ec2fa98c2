"""One campaign, the whole way: from ARS's files to the attestation, on real parts and in real browsers.

The chapters follow one another; each page that is opened is held to what every page owes (`Visitor.checked`).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from unicodedata import normalize

import pytest
from playwright.sync_api import expect

from chassis.web.formats import PARIS
from deploy.local.demo.facts import NEWEST_PROMOTION, SEMESTRE
from deploy.local.demo.offer import Post
from tests.e2e import campaign, system
from tests.e2e.browsing import Visitor
from tests.e2e.mails import pdf_text
from tests.e2e.pages.interne import LiveAmphi
from tests.e2e.pages.staff import Room
from tests.e2e.world import World
from tests.local_system import LocalSystem

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(300)]

NEW_PASSWORD = "trois girafes sur un bateau"
REASON = "Vérification d’un poste"
DUREE_TOUR = "240"
"""Long: a page is looked at in every way during a turn, on slow machines too."""
DELAI_ABSENT = "15"
HESITATION = (5.0, 7.0)


@pytest.fixture(scope="module")
def world(running_system: LocalSystem, arrive: Callable[..., Visitor]) -> World:
    return World(running_system, arrive)


@pytest.fixture(scope="module")
def simulations() -> Iterator[ExitStack]:
    """Simulated interns who leave at the end."""
    with ExitStack() as running:
        yield running


@pytest.mark.rule("ADM-1")
@pytest.mark.rule("ADM-3")
def test_ars_logs_in_and_creates_the_semester(world: World) -> None:
    office = world.office
    office.log_in(world.administrateur)
    office.visitor.checked()

    office.create_semestre(SEMESTRE, NEWEST_PROMOTION)
    office.choose_semestre(SEMESTRE)

    office.visitor.checked()


@pytest.mark.rule("ADM-4")
@pytest.mark.rule("IFC-6")
def test_a_file_with_an_error_is_refused_with_its_place(world: World) -> None:
    report = world.office.dry_run("internes", campaign.broken_workbook(world.campaign))

    (problem,) = [each for each in report.problems() if "erreur" in each["Gravité"]]
    assert problem["Feuille"] == "Registre"
    assert problem["Ligne"] == str(campaign.WRONG_LINE)
    assert problem["Colonne"] == "date_naissance"
    assert problem["Valeur"] == campaign.WRONG_DATE
    assert problem["Raison"]
    assert report.figure("Refusées") == 1
    expect(world.office.page.get_by_role("button", name=re.compile("^Importer"))).to_have_count(0)
    world.office.visitor.checked()


@pytest.mark.rule("ADM-4")
@pytest.mark.rule("IFC-7")
@pytest.mark.rule("IFC-8")
@pytest.mark.rule("IFC-9")
def test_ars_imports_the_four_files(world: World) -> None:
    files = campaign.uploads(world.campaign)
    for kind in ("internes", "cursus", "postes", "absences"):
        report = world.office.dry_run(kind, files[kind])
        assert report.figure("Créées") == report.figure("Lignes lues") > 0
        world.office.visitor.checked()
        report.apply()
        world.office.visitor.checked()

    again = world.office.dry_run("postes", files["postes"])
    assert again.figure("Inchangées") == again.figure("Lignes lues")


@pytest.mark.rule("ADM-6")
@pytest.mark.rule("RNG-7")
def test_ars_computes_and_publishes_the_ranks(world: World) -> None:
    office = world.office
    office.compute(campaign.GROUPE.code, campaign.GROUPE.regime)
    world.version_path = office.page.url.partition("/listes-d-appel/")[2]
    world.seat(office.call_list())
    office.visitor.checked()
    assert len(world.seats) == len(world.campaign.people) - len(world.campaign.away)

    office.publish("définitive")

    office.visitor.checked()
    emails = {seat.person.ine: seat.person.email for seat in world.seats if seat is not world.newcomer}
    system.create_accounts(world.system, emails)


@pytest.mark.rule("AMP-2")
@pytest.mark.rule("PUB-2")
@pytest.mark.rule("PUB-3")
def test_anybody_reads_posts_and_call_list_by_first_names(world: World) -> None:
    anybody = world.anybody
    anybody.look("/", "Choisir son prochain stage")
    anybody.look("/postes", "Liste des postes")
    anybody.look("/postes?vue=poste", "Liste des postes")
    listed = anybody.look(f"/listes-d-appel/{world.version_path}", "Liste d’appel")

    assert world.newcomer.shown in listed
    assert world.first.shown in listed


@pytest.mark.rule("ADM-7")
def test_ars_builds_cuts_validates_and_opens_an_amphi(world: World) -> None:
    office, now = world.office, datetime.now(PARIS)
    office.create_amphi(
        {
            "code": "CHIR",
            "libelle": "Spécialités chirurgicales",
            "favoris_at": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}",
            "duree_tour": DUREE_TOUR,
            "delai_absent": DELAI_ABSENT,
        }
    )
    world.amphi_id = office.amphi_id
    office.cut(now + timedelta(hours=2), internes_par_session=30)
    office.visitor.checked()
    office.step("Valider")
    office.step("Ouvrir les favoris")

    expect(office.page.get_by_text("Les favoris sont ouverts.")).to_be_visible()
    office.visitor.checked()


@pytest.mark.rule("INS-3")
def test_a_wrong_ine_is_told_nothing_but_to_contact_ars(world: World) -> None:
    world.space.say_who_i_am(world.newcomer.person, ine="1234567890A")

    expect(world.space.page.get_by_role("alert")).to_contain_text("contactez l’ARS")
    expect(world.space.page.get_by_role("main")).to_contain_text("internes@ars.example, 01 99 00 00 00")
    world.space.visitor.checked()


@pytest.mark.rule("INS-1")
@pytest.mark.rule("INS-2")
@pytest.mark.rule("INS-4")
@pytest.mark.rule("INS-5")
@pytest.mark.rule("INS-6")
def test_a_newcomer_registers_and_follows_the_mailed_link(world: World) -> None:
    space, person = world.space, world.newcomer.person
    space.say_who_i_am(person)
    space.visitor.checked()
    space.give_address(person.email)
    space.visitor.checked()

    mail = world.mailbox.wait_for(person.email, "Terminez votre inscription au choix de postes")
    assert world.space.visitor.get(mail.link), "a mail scanner opens the link first"
    space.page.goto(mail.link)
    space.visitor.checked()
    space.finalise(person, NEW_PASSWORD)

    expect(space.page.get_by_text("Votre compte est créé")).to_be_visible()
    assert person.prenom in world.mailbox.wait_for(person.email, "Votre compte est créé").text
    space.log_in(person.email, NEW_PASSWORD)
    space.visitor.checked()


@pytest.mark.rule("PRO-2")
@pytest.mark.rule("RNG-7")
def test_the_newcomer_reads_profile_ranks_and_their_explanation(world: World) -> None:
    space, seat = world.space, world.newcomer
    space.go("/mes-informations")
    markup = space.visitor.checked()
    assert seat.person.nom in markup
    assert seat.person.ine in markup
    rank = space.page.locator(".rank").filter(has_text="Rang d’appel")
    expect(rank.locator("dd.dci-num")).to_have_text(str(seat.rang))

    space.page.get_by_role("link", name="Comment ces rangs sont calculés").click()

    expect(space.page.get_by_role("heading", name="Chaque valeur, et d’où elle vient")).to_be_visible()
    expect(space.page.get_by_role("row")).to_have_count(len(seat.person.cursus) + 1)
    space.visitor.checked()


@pytest.mark.rule("AMV-2")
@pytest.mark.rule("AMV-3")
def test_the_newcomer_verifies_the_order_of_passage(world: World) -> None:
    world.space.go(f"/amphis/{world.amphi_id}/ordre")
    expect(world.space.page.get_by_text("Vous passez en")).to_contain_text(str(world.newcomer.rang))
    world.space.visitor.checked()

    world.amphi = world.space.verify_order(world.amphi_id)

    expect(world.space.page.locator(".my-facts")).to_contain_text(f"n° {world.newcomer.rang} sur")
    expect(world.amphi.intern(world.newcomer.rang)).to_contain_text("vous")
    world.space.visitor.checked()


@pytest.mark.rule("FAV-1")
@pytest.mark.rule("FAV-2")
def test_the_newcomer_stars_a_ward_and_a_post_and_orders_them(world: World) -> None:
    amphi, own = world.amphi, [p for p in world.campaign.posts if p.des == world.newcomer.person.des]
    ward, post = own[0], own[-1]
    assert ward.imotep != post.imotep
    amphi.search(str(ward.numero))
    amphi.ward(ward.hospital.name).get_by_role("button", name="Favori : le service").click()
    amphi.search(str(post.numero))
    amphi.ward(post.hospital.name).locator("summary").click()
    amphi.post(post.numero).get_by_role("button", name="Favori : le poste").click()
    warning = world.space.page.get_by_role("dialog", name="Un seul poste, pas le service")
    expect(warning).to_be_visible()
    world.space.visitor.checked()
    warning.get_by_role("button", name="J’ai compris").click()

    expect(amphi.favourites).to_have_count(2)
    expect(amphi.favourites.first).to_contain_text(ward.service)
    amphi.favourites.last.get_by_role("button", name="Monter ce favori").click()

    expect(amphi.favourites.first).to_contain_text(f"n° {post.numero}")
    amphi.search("")
    world.space.visitor.checked()


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("LIV-3")
def test_ars_starts_and_sees_state_countdown_current_and_next(world: World, simulations: ExitStack) -> None:
    seats = [(seat.rang, seat.person.email) for seat in (world.first, *world.others)]
    simulations.enter_context(system.simulated(world.system, world.amphi_id, seats, HESITATION))
    world.anybody.follow(world.amphi_id)
    world.room = room = Room(world.office, world.amphi_id)
    expect(room.here(world.first.rang)).to_be_visible()
    expect(room.here(world.newcomer.rang)).to_be_visible()
    expect(room.next_one(world.late.rang)).to_contain_text("non connecté")

    room.act("Démarrer la session", "Démarrer maintenant")

    expect(room.holder).to_contain_text(f"n° {world.first.rang} {world.first.person.prenom}")
    expect(room.state).to_contain_text("en cours")
    expect(room.seconds).to_have_text(re.compile(r"\d"))


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("ENG-4")
@pytest.mark.rule("TRN-1")
def test_ars_pauses_with_a_reason_that_everybody_reads_and_resumes(world: World) -> None:
    room, page = world.room, world.anybody.page
    room.act("Mettre en pause", "Mettre en pause", reason=REASON)

    expect(room.state).to_contain_text("en pause")
    expect(room.current.locator(".adm-here")).to_be_visible()
    room.visitor.checked()
    expect(page.locator("#tour .turn-words")).to_contain_text(REASON)
    world.anybody.visitor.checked()
    expect(world.amphi.banner).to_contain_text(REASON)
    world.space.visitor.checked()

    room.act("Reprendre", "Reprendre")

    expect(page.locator("#tour .turn-words")).not_to_contain_text(REASON)
    expect(room.journal).to_contain_text(f"Pause. Motif : « {REASON} »")
    expect(room.journal).to_contain_text("Reprise")


@pytest.mark.rule("TRN-1")
@pytest.mark.rule("TRN-2")
@pytest.mark.rule("LIV-1")
@pytest.mark.rule("POS-6")
def test_everybody_follows_live_without_a_reload(world: World) -> None:
    page = world.anybody.page
    page.get_by_role("tab", name="Les internes").click()
    took = page.locator("#session .row-intern").first
    expect(took).to_contain_text("a choisi")
    expect(took).to_contain_text(world.first.shown)
    expect(took.locator(".row-post")).to_contain_text("n°")
    expect(world.amphi.intern(world.first.rang)).to_contain_text(world.first.person.nom)
    expect(world.amphi.banner).to_contain_text(re.compile("C’est (bientôt )?votre tour"))


@pytest.mark.rule("ENG-2")
def test_who_is_not_there_is_absent_in_time(world: World) -> None:
    expect(world.amphi.intern(world.late.rang)).to_contain_text("absent", timeout=40_000)
    expect(world.room.journal).to_contain_text("absent, jamais vu pendant son tour")


@pytest.mark.rule("TRN-2")
@pytest.mark.rule("TRN-3")
def test_the_newcomers_turn_comes_with_its_countdown(world: World) -> None:
    amphi = world.amphi
    expect(amphi.banner).to_contain_text("C’est votre tour")
    expect(amphi.seconds).to_have_text(re.compile(r"\d"))
    expect(world.space.page).to_have_title(re.compile("À vous de choisir"))
    amphi.open_favourites()
    world.numero = amphi.may_choose()[0]

    world.room.act("Mettre en pause", "Mettre en pause", reason=REASON)

    expect(amphi.banner).to_contain_text(REASON)
    expect(world.space.page.locator("button.post-choose:not(.invisible)")).to_have_count(0)
    left = amphi.seconds.inner_text()
    world.space.visitor.checked()
    assert amphi.seconds.inner_text() == left, "time stands while paused"
    world.room.act("Reprendre", "Reprendre")
    expect(amphi.banner).to_contain_text("C’est votre tour")


@pytest.mark.rule("ENG-5")
@pytest.mark.rule("TRN-6")
def test_the_late_intern_connects_and_is_right_behind(world: World) -> None:
    world.late_amphi = late = world.enter(world.late).verify_order(world.amphi_id)

    expect(late.banner).to_contain_text("1 interne devant vous")
    expect(world.room.page.locator(".adm-following li").first).to_have_id(f"suivant-{world.late.rang}")
    expect(world.room.journal).to_contain_text("s’est connecté et passe juste après le tour en cours")
    world.phone = world.enter(world.hesitant, phone=True).verify_order(world.amphi_id)


@pytest.mark.rule("TRN-4")
@pytest.mark.rule("TRN-5")
def test_the_newcomer_chooses_confirms_and_sees_the_sheet(world: World) -> None:
    amphi = world.amphi
    amphi.choose(world.numero)
    expect(amphi.confirmation).to_contain_text(f"n° {world.numero}")
    world.space.visitor.checked()
    amphi.confirm()

    expect(amphi.my_post).to_contain_text(f"n° {world.numero}")
    expect(amphi.banner).to_contain_text("Votre choix est enregistré")
    expect(world.room.line(world.newcomer.rang)).to_contain_text(str(world.numero))
    listed = world.anybody.visitor.get(f"{world.gateway}/affectations")
    assert world.newcomer.shown in listed, "public at once (AFF-1)"
    world.space.visitor.checked()


@pytest.mark.rule("TRN-4")
@pytest.mark.rule("TST-4")
def test_the_late_intern_makes_a_whole_choice_by_keyboard_alone(world: World) -> None:
    late, keys = world.late_amphi, world.late_amphi.visitor
    expect(late.banner).to_contain_text("C’est votre tour")
    numero = _open_to(world, late)
    keys.tab_to(late.page.get_by_role("searchbox"))
    late.page.keyboard.type(str(numero))
    expect(late.page.locator("#postes .ward")).to_have_count(1)
    keys.press(late.page.locator("#postes .ward summary"))
    keys.press(late.post(numero).get_by_role("button", name=f"Choisir le poste n° {numero}"))
    expect(late.confirmation).to_be_visible()
    keys.press(late.confirmation.get_by_role("button", name="Je confirme"))

    expect(late.my_post).to_contain_text(f"n° {numero}")
    expect(late.my_post).to_be_focused()


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("ENG-5")
def test_ars_marks_absent_and_puts_back_who_then_chooses_on_a_phone(world: World) -> None:
    room, seat = world.room, world.hesitant
    phone = world.phone
    expect(phone.banner).to_contain_text("C’est votre tour")
    phone.visitor.checked()

    room.act("Noter absent", "Noter absent")
    expect(phone.banner).to_contain_text("Vous avez été noté absent")
    room.put_back(seat.rang)
    expect(room.journal).to_contain_text("est remis dans la file et passe juste après le tour en cours")
    phone.visitor.checked()

    expect(phone.banner).to_contain_text("C’est votre tour", timeout=40_000)
    numero = _open_to(world, phone)
    phone.search(str(numero))
    expect(phone.page.locator("#postes .ward")).to_have_count(1)
    phone.page.locator("#postes .ward summary").tap()
    phone.post(numero).get_by_role("button", name="Choisir").tap()
    phone.visitor.checked()
    phone.confirmation.get_by_role("button", name="Je confirme").tap()
    expect(phone.my_post).to_contain_text(f"n° {numero}")


@pytest.mark.rule("TRN-5")
@pytest.mark.rule("NOT-1")
@pytest.mark.rule("NOT-3")
def test_the_mail_brings_the_sheet_as_a_pdf(world: World) -> None:
    person = world.newcomer.person
    post = _post(world, world.numero)
    mail = world.mailbox.wait_for(person.email, "Votre choix est enregistré")

    ((name, content),) = mail.attachments.items()
    assert name.endswith(".pdf")
    sheet = pdf_text(content)
    for fact in (str(world.numero), post.hospital.name, post.service, post.imotep, person.nom):
        assert fact in sheet
        assert fact == person.nom or fact in mail.text


@pytest.mark.rule("PRO-5")
@pytest.mark.rule("PUB-3")
def test_the_attestation_downloads_and_its_code_verifies_for_anybody(world: World) -> None:
    space = world.space
    space.page.get_by_role("link", name="Mes affectations et attestations").first.click()
    expect(space.page.get_by_role("heading", level=1, name="Mes affectations")).to_be_visible()
    space.visitor.checked()
    link = space.page.get_by_role("link", name="Télécharger l’attestation").get_attribute("href")
    attestation = pdf_text(space.visitor.download(f"{world.gateway}{link}"))
    assert f"{world.newcomer.person.prenom} {world.newcomer.person.nom}" in attestation
    code = re.search(r"/verifier/(\S+)", attestation)
    assert code, attestation

    verified = world.anybody.look(f"/verifier?code={code[1]}", "Vérifier")

    assert "Cette attestation est valable" in verified
    assert world.newcomer.shown in verified
    assert str(world.numero) in verified
    refused = world.anybody.look("/verifier?code=AAAA-AAAA-AAAA", "Vérifier")
    assert "Aucune attestation" in refused


@pytest.mark.rule("PUB-2")
@pytest.mark.rule("PUB-3")
@pytest.mark.rule("AFF-1")
@pytest.mark.rule("LIV-2")
def test_nobody_without_an_account_ever_reads_a_surname(world: World) -> None:
    anybody = world.anybody
    anybody.visitor.checked()
    anybody.seen.append(anybody.page.content())
    anybody.look("/", "Choisir son prochain stage")
    anybody.look("/amphis", "Amphithéâtres")
    anybody.look(f"/amphis/{world.amphi_id}", "Spécialités chirurgicales")
    affectations = anybody.look("/affectations", "Affectations")
    for seat in (world.first, world.late, world.newcomer, world.hesitant):
        assert seat.shown in affectations
    for path in (
        "",
        f"/{world.amphi_id}",
        *(f"/{world.amphi_id}/{each}" for each in ("tableau", "offre", "suite")),
    ):
        anybody.ask(f"/api/v1/amphis{path}")

    shown = [_plain(each) for each in anybody.everything()]

    assert any(_plain(world.newcomer.person.prenom) in each for each in shown)
    assert len(anybody.visitor.frames) > 10, "the live channel was heard"
    assert not [each[:200] for each in shown if campaign.MARK.casefold() in each]
    assert not [each[:200] for each in shown if world.newcomer.person.ine.casefold() in each]
    assert campaign.MARK in world.office.page.content(), "staff do read surnames: the search would find one"


@pytest.mark.rule("SEC-3")
@pytest.mark.rule("TST-4")
def test_no_page_complained_or_asked_another_host(world: World) -> None:
    visitors = (world.office, world.anybody, world.space, world.late_amphi, world.phone)
    assert [each.visitor.wrong for each in visitors] == [[]] * len(visitors)


def _open_to(world: World, amphi: LiveAmphi) -> int:
    """A free post of the intern's own DES, as the page knows it."""
    page = amphi.page
    taken = set(page.locator("#session .row-post").all_inner_texts())
    numbers = {int(each) for text in taken for each in re.findall(r"n°\s(\d+)", text)}
    des = page.locator("[data-amphi-page]").get_attribute("data-des")
    return next(p.numero for p in world.campaign.posts if p.des.code == des and p.numero not in numbers)


def _post(world: World, numero: int) -> Post:
    return next(each for each in world.campaign.posts if each.numero == numero)


def _plain(text: str) -> str:
    return "".join(each for each in normalize("NFD", text) if each.isascii()).casefold()
