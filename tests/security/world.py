"""The running system as an attacker sees it, and what its databases hold, to show that nothing changed."""

import json
import re
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import grpc
import psycopg2
import pyotp
import requests
from psycopg2.extensions import connection as Connection  # noqa: N812  # a class, named in lower case there

from chassis.tokens import ServiceSigner
from dci.identity.v1.login_pb2 import ExchangeSessionRequest
from dci.identity.v1.login_pb2_grpc import LoginServiceStub
from deploy.local.demo.files import invent
from deploy.local.demo.people import Person

PATIENCE: Final = 20.0
SESSION_COOKIE: Final = {"gateway": "dci-gateway-session", "admin": "dci-admin-session"}
FRONT_OF: Final = {
    "interne": "gateway",
    "mandataire": "gateway",
    "consultation": "admin",
    "gestionnaire": "admin",
}
SERVICES: Final = ("identity", "ranking", "postes", "session", "notifications")
QUIET: Final = {
    "identity": (
        "account",
        "interne",
        "absence",
        "procuration",
        "demande_type_choix",
        "semestre",
        "groupe",
        "des",
        "staff",
        "mail_link",
    ),
    "ranking": ("cursus", "version", "publication", "ligne", "counted", "perimetre"),
    "postes": ("ward", "post", "favourite", "speciality"),
    "session": ("roster", "slice", "acknowledgement", "rights", "side_text"),
}
"""Tables that a demonstration left to itself does not change."""

_TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Yesterday:
    """A clock that stands a day back."""

    def now(self) -> datetime:
        """The time, a day ago."""
        return datetime.now(UTC) - timedelta(days=1)


class World:
    """One run: its addresses, its accounts, its keys, its databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.demo: dict[str, Any] = json.loads((folder / "demo.json").read_text())
        self.ports: dict[str, int] = json.loads((folder / "ports.json").read_text())
        self._browsers: dict[tuple[str, int], requests.Session] = {}
        self._channels: dict[str, grpc.Channel] = {}
        self._databases: dict[str, Connection] = {}
        self._tokens: WeakKeyDictionary[requests.Session, dict[str, str]] = WeakKeyDictionary()

    def close(self) -> None:
        """Let go of every connection."""
        for browser in self._browsers.values():
            browser.close()
        for channel in self._channels.values():
            channel.close()
        for database in self._databases.values():
            database.close()

    def url(self, front: str, path: str = "") -> str:
        """An address of gateway or admin."""
        return f"{self.demo[front]}{path}"

    def account(self, role: str, number: int = 0) -> dict[str, str]:
        """An account of the demonstration."""
        found: dict[str, str] = [each for each in self.demo["accounts"] if each["role"] == role][number]
        return found

    def browser(self, role: str, number: int = 0) -> requests.Session:
        """Somebody who is logged in, once a run: a code of six digits serves once."""
        if (role, number) not in self._browsers:
            self._browsers[role, number] = self.log_in(role, number)
        return self._browsers[role, number]

    def log_in(self, role: str, number: int = 0) -> requests.Session:
        """A new log-in."""
        account, front = self.account(role, number), FRONT_OF[role]
        browser = requests.Session()
        fields = {name: account[name] for name in ("email", "password")}
        if role == "mandataire":
            fields["compte"] = "procuration"
        for later in (0, 1):  # a code serves once, and the demonstration may have used this one
            if secret := account.get("totp_secret"):
                fields["totp"] = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * later))
            if self.send(browser, front, "/connexion", fields).status_code == 302:
                return browser
        raise AssertionError(f"{role} cannot log in")

    def send(
        self, browser: requests.Session, front: str, path: str, fields: Any, **options: Any
    ) -> requests.Response:
        """Fill a form in, with its token, and send it."""
        data = {"csrf_token": self.token(browser, front), **fields}
        return browser.post(
            self.url(front, path), data=data, allow_redirects=False, timeout=PATIENCE, **options
        )

    def token(self, browser: requests.Session, front: str) -> str:
        """A form's token that is good for this browser."""
        known = self._tokens.get(browser, {})
        if front not in known:
            pages = (
                browser.get(self.url(front, path), timeout=PATIENCE).text for path in ("/", "/connexion")
            )
            known[front] = next(found[1] for found in map(_TOKEN.search, pages) if found)
            self._tokens[browser] = known
        return known[front]

    @cached_property
    def running(self) -> dict[str, Any]:
        """The amphi in which simulated interns choose."""
        return self._amphi("CHIR")

    @cached_property
    def ready(self) -> dict[str, Any]:
        """The one that is open for favourites."""
        return self._amphi("PHARMA")

    def _amphi(self, code: str) -> dict[str, Any]:
        found = requests.get(self.url("gateway", "/api/v1/amphis"), timeout=PATIENCE).json()["amphis"]
        return next(each for each in found if each["code"] == code)

    @cached_property
    def version_id(self) -> str:
        """A published call list: the running amphi's."""
        page = requests.get(self.url("gateway", f"/amphis/{self.running['amphi_id']}"), timeout=PATIENCE)
        found = re.search(r"/listes-d-appel/([0-9a-f-]{36})", page.text)
        assert found, page.text[:500]
        return found[1]

    @cached_property
    def newcomer(self) -> dict[str, str]:
        """What the demonstration's intern without an account types at inscription."""
        ines = {person.ine: person for person in people()}
        person = next(ines[word] for word in re.findall(r"\w+", str(self.demo["remarks"])) if word in ines)
        return {
            "prenom": person.prenom,
            "nom": person.nom,
            "date_naissance": f"{person.birth:%d/%m/%Y}",
            "email": person.email,
            "ine": person.ine,
            "telephone": person.phone,
        }

    def numero(self, amphi_id: str) -> int:
        """A post of an amphi's offer."""
        offer = requests.get(self.url("gateway", f"/api/v1/amphis/{amphi_id}/offre"), timeout=PATIENCE).json()
        return int(max(offer["state"]["postes"], key=int))

    def signer(self, service: str, *, clock: Any = None) -> ServiceSigner:
        """Signs as this service."""
        return ServiceSigner(service, self.folder / "keys" / f"{service}.pem", clock)

    def channel(self, service: str) -> grpc.Channel:
        """A channel to a service that adds nothing to what is asked."""
        if service not in self._channels:
            self._channels[service] = grpc.insecure_channel(f"127.0.0.1:{self.ports[f'{service}-grpc']}")
        return self._channels[service]

    def user_token(self, role: str, number: int = 0) -> str:
        """The token that calls made for this person carry."""
        front = FRONT_OF[role]
        secret = self.browser(role, number).cookies.get(SESSION_COOKIE[front]) or ""
        proof = (("x-dci-service-token", self.signer(front).token("identity")),)
        login = LoginServiceStub(self.channel("identity"))
        found: str = login.ExchangeSession(ExchangeSessionRequest(secret=secret), metadata=proof).access.token
        return found

    def census(self) -> dict[str, str]:
        """A digest of each table that only people change."""
        return {
            f"{service}.{table}": self.ask(
                service,
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t",  # noqa: S608  # a name of ours
            )
            for service, tables in QUIET.items()
            for table in tables
        }

    def ask(self, service: str, query: str, *values: Any) -> Any:
        """The first value that a query gives."""
        if service not in self._databases:
            password = (self.folder / "postgresql" / "password").read_text()
            address = f"postgresql://postgres:{password}@127.0.0.1:{self.ports['postgresql']}/{service}"
            self._databases[service] = psycopg2.connect(address)
            self._databases[service].autocommit = True
        with self._databases[service].cursor() as cursor:
            cursor.execute(query, values)
            row = cursor.fetchone()
            return row[0] if row else None


@cache
def people() -> tuple[Person, ...]:
    """Everybody in the demonstration's register."""
    return invent().people


def betrayed(text: str) -> list[str]:
    """What of anybody's full name, INE, e-mail or phone this text tells."""
    told = text.casefold()
    return [
        each
        for person in people()
        for each in (
            f"{person.prenom} {person.nom}",
            f"{person.nom} {person.prenom}",
            person.ine,
            person.email,
        )
        if each.casefold() in told
    ]


def no_accident(found: requests.Response) -> None:
    """Whatever was sent: our headers, no accident, nothing of the inside."""
    assert found.status_code < 500, (found.status_code, found.url, found.text[:300])
    assert "default-src 'none'" in found.headers.get("Content-Security-Policy", ""), found.url
    for inside in ("Traceback", 'File "', "psycopg2", "grpc.", "werkzeug", "INSERT INTO", "SELECT "):
        assert inside not in found.text, (inside, found.url)
