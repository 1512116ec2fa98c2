"""The interns' space, as an intern uses it."""

import re

from playwright.sync_api import Locator, Page, expect

from deploy.local.demo.offer import Post
from deploy.local.demo.people import Person
from tests.e2e.browsing import Visitor

ANSWER = "Brest"


class Space:
    """An intern at a browser."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        self._address = address

    def go(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(f"{self._address}{path}")

    def log_in(self, email: str, password: str) -> None:
        """E-mail and password (CNX-1)."""
        self.go("/connexion")
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.page.get_by_role("button", name="Me connecter").click()
        expect(self.page.get_by_text("Mon compte")).to_be_visible()

    def say_who_i_am(self, person: Person, **instead: str) -> None:
        """Step 1 of an inscription (INS-1)."""
        self.go("/inscription")
        typed = {
            "prenom": person.prenom.upper(),
            "nom": person.nom.lower().replace("-", " "),
            "date_naissance": f"{person.birth:%d/%m/%Y}",
            "ine": person.ine,
            "email": person.email,
            "telephone": "+33 " + person.phone[1:],
        }
        for name, value in (typed | instead).items():
            self.page.fill(f"#{name}", value)
        self.page.get_by_role("button", name="Continuer").click()

    def give_address(self, email: str) -> None:
        """Step 2: the e-mail, twice (INS-4)."""
        self.page.fill("#email", email)
        self.page.fill("#email_again", email)
        self.page.get_by_role("button", name="Recevoir le message de confirmation").click()
        expect(self.page.get_by_role("heading", name="Regardez votre messagerie")).to_be_visible()

    def finalise(self, person: Person, password: str) -> None:
        """The last step, on the page of the mailed link (INS-5)."""
        self.page.fill("#password", password)
        self.page.fill("#password_again", password)
        self.page.fill("#date_naissance", f"{person.birth:%d/%m/%Y}")
        self.page.fill("#telephone", person.phone)
        self.page.fill("#adresse", "12 rue des Stages\n75013 Paris")
        self.page.select_option("#ufr", person.ufr)
        self.page.select_option("#question", index=1)
        self.page.fill("#answer", ANSWER)
        self.page.get_by_role("button", name="Créer mon compte").click()

    def ask_type_choix(self, words: str) -> None:
        """Ask ARS for another type de choix (STA-2)."""
        self.go("/type-de-choix")
        self.page.get_by_label(words).check()
        self.page.get_by_role("button", name="Envoyer ma demande").click()
        expect(self.page.get_by_text("Votre demande est envoyée")).to_be_visible()

    def enter(self, amphi_id: str) -> "LiveAmphi":
        """The live page of an amphi whose order of passage was verified."""
        self.go(f"/amphis/{amphi_id}/direct")
        return LiveAmphi(self)

    def verify_order(self, amphi_id: str) -> "LiveAmphi":
        """On the first visit the order of passage is verified (AMV-2)."""
        self.go(f"/amphis/{amphi_id}/direct")
        expect(self.page.get_by_role("heading", name="Vérifiez votre ordre de passage")).to_be_visible()
        self.page.get_by_role("button", name="J’ai vérifié mon ordre de passage").click()
        expect(self.page.get_by_text("votre ordre de passage est vérifié")).to_be_visible()
        return LiveAmphi(self)


class LiveAmphi:
    """The amphi's live page."""

    def __init__(self, space: Space) -> None:
        self.visitor = space.visitor
        self.page = space.page
        expect(self.page.locator("[data-amphi-page][data-ready]")).to_be_attached()

    @property
    def banner(self) -> Locator:
        """What is going on, in words."""
        return self.page.locator("#tour .turn-words")

    @property
    def seconds(self) -> Locator:
        """The countdown."""
        return self.page.locator("#tour [data-turn=seconds]")

    @property
    def notice(self) -> Locator:
        """What happened to one, said for a while."""
        return self.page.locator("#tour .turn-notice")

    @property
    def my_post(self) -> Locator:
        """The sheet of what one has chosen."""
        return self.page.locator("#mon-poste")

    @property
    def confirmation(self) -> Locator:
        """The summary before the choice is final."""
        return self.page.locator("#confirmation")

    @property
    def favourites(self) -> Locator:
        """The favourites, in their order."""
        return self.page.locator("#favoris .favourite")

    def intern(self, rang: int) -> Locator:
        """A line of the interns' list."""
        return self.page.locator("#session .row-intern").filter(
            has=self.page.locator(".row-rank", has_text=re.compile(rf"^#{rang}$"))
        )

    def search(self, words: str) -> None:
        """Narrow the offer by words."""
        self.page.get_by_role("searchbox").fill(words)

    def ward(self, name: str) -> Locator:
        """The first ward of this name in the offer."""
        return self.page.locator("#postes .ward").filter(has_text=name).first

    def post(self, numero: int) -> Locator:
        """A post in the offer, once its ward is open."""
        return self.page.locator(f"#postes [data-numero='{numero}']")

    def find(self, post: Post) -> Locator:
        """Narrow the offer to the ward of a post and open it; gives the ward."""
        self.search(f"{post.hospital.name} {post.service}")
        ward = self.page.locator("#postes .ward")
        expect(ward).to_have_count(1)
        expect(ward).to_contain_text(post.hospital.name)
        if ward.locator("details").get_attribute("open") is None:  # an open ward stays open
            ward.locator("summary").click()
        expect(self.post(post.numero)).to_be_visible()
        return ward

    def open_favourites(self) -> None:
        """All favourites with their posts."""
        self.page.get_by_role("button", name="Voir tous les favoris").click()

    def may_choose(self) -> list[int]:
        """The posts that carry an active « choisir » among what is open."""
        buttons = self.page.locator("button.post-choose:not(.invisible):enabled:visible")
        expect(buttons.first).to_be_visible()
        return [int(each) for each in buttons.evaluate_all(_NUMEROS)]

    def choose(self, numero: int) -> None:
        """Press « choisir »; the summary opens."""
        self.page.get_by_role("button", name=f"Choisir le poste n° {numero}").first.click()
        expect(self.confirmation).to_be_visible()

    def confirm(self) -> None:
        """« Je confirme »: final."""
        self.confirmation.get_by_role("button", name="Je confirme").click()
        expect(self.my_post).to_be_visible()


_NUMEROS = "buttons => buttons.map(button => button.closest('[data-numero]').dataset.numero)"
