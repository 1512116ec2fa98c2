"""The posts of the semester, as ARS changes them (ADM-8)."""

import re

from playwright.sync_api import expect

from deploy.local.demo.facts import SEMESTRE
from deploy.local.demo.offer import Post
from tests.e2e.pages.staff import Office


class Stock:
    """Somebody of ARS at the pages of posts."""

    def __init__(self, office: Office) -> None:
        self.visitor = office.visitor
        self.page = office.page
        self._office = office

    def add_beside(self, post: Post) -> int:
        """A published post in the ward of another; gives its number."""
        self._office.go(f"/postes/{SEMESTRE}/nouveau")
        self.page.fill("#imotep", post.imotep)
        self.page.select_option("#groupe", post.groupe.code)
        self.page.select_option("#des", post.des.code)
        self.page.check(f"input[name=regimes][value={post.groupe.regime}]")
        self.page.check("#publie")
        self.visitor.checked()
        self.page.get_by_role("button", name="Ajouter le poste").click()
        done = self.page.get_by_text("est enregistré")
        expect(done).to_be_visible()
        found = re.search(r"n°\s(\d+)", done.inner_text())
        assert found, done.inner_text()
        return int(found[1])

    def withdraw(self, numero: int) -> None:
        """Offer it no more."""
        self.open(numero)
        self.page.get_by_role("button", name="Retirer de l’offre").click()
        expect(self.page.get_by_text("retiré de l’offre")).to_be_visible()

    def lift(self, numero: int) -> None:
        """Open it to every DES of the groupe (CHX-2)."""
        self.open(numero)
        self.visitor.checked()
        self.page.get_by_role("button", name="Lever la réservation").click()
        expect(self.page.get_by_text("est ouvert à tous les DES du groupe")).to_be_visible()

    def open(self, numero: int) -> None:
        """The sheet of a post."""
        self._office.go(f"/postes/{SEMESTRE}/{numero}")
