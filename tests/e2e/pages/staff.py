"""The back office, as somebody of ARS uses it."""

import re
from datetime import datetime
from typing import Any

import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import Visitor
from tests.e2e.campaign import Upload


class Office:
    """Somebody of ARS at a browser."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        self._address = address

    def log_in(self, account: dict[str, Any]) -> None:
        """E-mail, password and the six digits of now (ADM-1)."""
        self.page.goto(f"{self._address}/connexion")
        self.visitor.checked()
        self.try_code(account, "000000")
        expect(self.page.get_by_role("alert")).to_be_visible()
        self.visitor.checked()
        self._send_code(account)

    def come_back(self, account: dict[str, Any]) -> None:
        """The same at once, where the page of the log-in was looked at before."""
        self.page.goto(f"{self._address}/connexion")
        self._send_code(account)

    def _send_code(self, account: dict[str, Any]) -> None:
        self.try_code(account, pyotp.TOTP(account["totp_secret"]).now())
        self.page.wait_for_url(f"{self._address}/")

    def try_code(self, account: dict[str, Any], digits: str) -> None:
        """Fill the form and send it."""
        self.page.fill("#email", account["email"])
        self.page.fill("#password", account["password"])
        self.page.fill("#totp", digits)
        self.page.get_by_role("button", name="Se connecter").click()

    def go(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(f"{self._address}{path}")

    def create_semestre(self, code: str, newest_promotion: int) -> None:
        """A new semester (ADM-3)."""
        self.go("/semestres/")
        self.page.fill("#code", code)
        self.page.fill("#newest_promotion", str(newest_promotion))
        self.page.get_by_role("button", name="Créer").click()
        expect(self.page.get_by_text("est créé.")).to_be_visible()

    def choose_semestre(self, code: str) -> None:
        """The semester whose posts are being chosen."""
        line = self.page.get_by_role("row").filter(has_text=code)
        line.get_by_role("button", name="Choisir ce semestre").click()
        expect(line.get_by_text("en cours de choix")).to_be_visible()

    def dry_run(self, kind: str, upload: Upload) -> "Report":
        """Send a file; nothing changes yet (ADM-4)."""
        self.go(f"/imports/{kind}")
        file: Any = {"name": upload.name, "mimeType": "application/octet-stream", "buffer": upload.content}
        self.page.set_input_files("#file", file)
        self.page.get_by_role("button", name="Essayer à blanc").click()
        expect(self.page.locator("#rapport")).to_be_visible()
        return Report(self.page)

    def compute(self, groupe: str, regime: str) -> None:
        """Compute a call list (ADM-6)."""
        self.go("/listes-d-appel/")
        self.page.select_option("#groupe", groupe)
        self.page.check(f'input[name="regimes"][value="{regime}"]')
        self.page.get_by_role("button", name="Calculer").click()
        expect(self.page.get_by_role("heading", level=1, name="Version 1")).to_be_visible()

    def publish(self, word: str) -> None:
        """Publish the version on screen, after reading what that will do."""
        self.page.get_by_role("link", name=f"Publier comme {word}").click()
        self.visitor.checked()
        self.page.get_by_role("button", name=f"Publier comme {word}").click()
        expect(self.page.get_by_text(f"est publiée comme {word}")).to_be_visible()

    def call_list(self) -> list[tuple[int, str]]:
        """Rank and INE of everybody in the version on screen who will choose."""
        rows = self.page.locator("tbody tr").all()
        cells = [[cell.strip() for cell in row.locator("td, th").all_inner_texts()] for row in rows]
        return [(int(each[0]), each[2]) for each in cells if each[-1].casefold() == "non"]

    def create_amphi(self, fields: dict[str, str]) -> None:
        """A brouillon from the only définitive call list; leads to the cut into sessions."""
        self.go("/amphis/nouveau")
        self.page.select_option("#call_list_version_id", index=1)
        self.page.select_option("#formation", "medecin")
        self.visitor.checked()
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)
        self.page.get_by_role("button", name="Créer le brouillon").click()
        expect(self.page.get_by_role("heading", level=1, name="Découper en sessions")).to_be_visible()

    def cut(self, starts_at: datetime, internes_par_session: int) -> None:
        """See the timetable, then keep it."""
        self.page.fill("#starts_at", f"{starts_at:%Y-%m-%dT%H:%M}")
        self.page.fill("#internes_par_session", str(internes_par_session))
        self.page.get_by_role("button", name="Voir l’horaire").click()
        expect(self.page.get_by_role("heading", name="L’horaire que cela donne")).to_be_visible()
        self.visitor.checked()
        self.page.get_by_role("button", name="Enregistrer ce découpage").click()

    def step(self, label: str) -> None:
        """A step of the amphi's life, asked once in words."""
        self.page.get_by_role("link", name=label, exact=True).click()
        self.visitor.checked()
        self.page.get_by_role("button", name=label, exact=True).click()

    @property
    def amphi_id(self) -> str:
        """Of the amphi on screen."""
        found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", self.page.url)
        assert found, self.page.url
        return found[0]


class Report:
    """What a dry run, or an import, says."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def figure(self, label: str) -> int:
        """« Créées », « Refusées »…"""
        line = self._page.locator(".adm-figures div").filter(has_text=label)
        return int(line.locator("dd").inner_text())

    def problems(self) -> list[dict[str, str]]:
        """Each problem by column: Gravité, Feuille, Ligne, Colonne, Valeur, Raison."""
        table = self._page.locator("table").filter(has_text="Raison")
        heads = table.locator("thead th").all_inner_texts()
        rows = table.locator("tbody tr").all()
        cells = [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]
        return [dict(zip(heads, each, strict=True)) for each in cells]

    def apply(self) -> None:
        """Do what the dry run said."""
        self._page.get_by_role("button", name=re.compile("^Importer")).click()
        expect(self._page.get_by_role("heading", name="Import terminé")).to_be_visible()


class Room:
    """The control room of one amphi (ADM-9)."""

    def __init__(self, office: Office, amphi_id: str) -> None:
        self.visitor = office.visitor
        self.page = office.page
        office.go(f"/regie/{amphi_id}")

    @property
    def state(self) -> Locator:
        """« en cours », « en pause »…"""
        return self.page.locator(".adm-now .adm-room-top")

    @property
    def holder(self) -> Locator:
        """Whose turn it is."""
        return self.page.locator(".adm-name")

    @property
    def seconds(self) -> Locator:
        """The countdown."""
        return self.page.locator(".adm-now [data-countdown]")

    @property
    def current(self) -> Locator:
        """Presence and phone of whose turn it is."""
        return self.page.locator(".adm-now .adm-contact")

    def next_one(self, rang: int) -> Locator:
        """Somebody among the next ones."""
        return self.page.locator(f"#suivant-{rang}")

    def here(self, rang: int) -> Locator:
        """That somebody among the next ones is connected."""
        return self.next_one(rang).locator(".adm-here")

    def line(self, rang: int) -> Locator:
        """Somebody in the roster."""
        return self.page.locator(f"#interne-{rang}")

    @property
    def journal(self) -> Locator:
        """The newest decisions, in words."""
        return self.page.get_by_role("region", name="Journal")

    def decision(self, words: str) -> Locator:
        """The newest decision in which these words stand, with who took it."""
        return self.journal.get_by_role("listitem").filter(has_text=words).first

    def act(self, label: str, verb: str, **fields: str) -> None:
        """Press an action, read what it will do, confirm; the result is said on the page."""
        self.page.get_by_role("link", name=label, exact=True).click()
        self._confirm(verb, fields)

    def put_back(self, rang: int) -> None:
        """Put somebody back into the queue."""
        self.page.locator(f"#remettre-{rang}").click()
        self._confirm("Remettre dans la file", {})

    def _confirm(self, verb: str, fields: dict[str, str]) -> None:
        dialog = self.page.locator("#agir")
        expect(dialog).to_be_visible()
        self.visitor.checked()
        for name, value in fields.items():
            dialog.locator(f"#{name}").fill(value)
        dialog.get_by_role("button", name=verb).click()
        expect(dialog).to_be_hidden()
        expect(self.page.locator("#resultat")).not_to_be_empty()
