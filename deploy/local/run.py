"""The start of a local run, step by step, from nothing to « DCI est prêt » (IFC-1…4)."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.local import demonstration
from deploy.local.addresses import Addresses, choose
from deploy.local.child import Recipe
from deploy.local.databases import ensure_database, ensure_role, superuser
from deploy.local.kafka_broker import Kafka
from deploy.local.keys import Keys
from deploy.local.mailbox_server import Mailbox
from deploy.local.parts import Part
from deploy.local.ports import Ports
from deploy.local.postgres import Postgres
from deploy.local.screen import say, step
from deploy.local.services import OWNERS, SERVICES, environment, migration, recipe
from deploy.local.settings import Settings
from deploy.local.supervisor import Supervisor

PART_SECONDS = 120.0
SERVICE_SECONDS = 180.0
STOP_SERVICES = 5.5  # of the ten seconds of IFC-1
STOP_PARTS = 3.0


class LocalRun:
    """One `make run`, from its start to its end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.folder
        _keep_last_logs(self._folder / "logs")
        self.supervisor = Supervisor(self._folder / "logs")
        self._addresses: Addresses = choose(settings, Ports(self._folder / "ports.json"))
        self._keys = Keys(self._folder / "keys")
        self._keys.make(service.name for service in SERVICES)
        self._postgres = Postgres(self._folder / "postgresql", self._addresses.postgres)
        _allow_many_connections()

    def start(self) -> None:
        """Brings everything up; returns when people may come."""
        began = time.monotonic()
        say("Démarrage de DCI")
        with step("PostgreSQL, Kafka, boîte aux lettres"):
            self._start_parts()
        with step("bases de données"):
            self._make_databases()
            self._migrate()
        with step("services"):
            self._start_services()
        demonstration.start(self.supervisor, self._settings, self._addresses, self._keys)
        self._say_ready(time.monotonic() - began)

    def stop(self) -> None:
        """Ends everything: services first, while what they lean on still answers."""
        parts = {"postgresql", "kafka", "mailbox"}
        self.supervisor.stop([name for name in self.supervisor.names() if name not in parts], STOP_SERVICES)
        self.supervisor.stop_all(STOP_PARTS)

    def _start_parts(self) -> None:
        addresses = self._addresses
        kafka = Kafka(self._folder / "kafka", addresses.kafka, addresses.kafka_controller)
        mailbox = Mailbox(self._folder / "mailbox", addresses.smtp, addresses.mailbox)
        parts: list[Part] = [self._postgres, kafka, mailbox]
        with ThreadPoolExecutor(len(parts)) as pool:
            prepared = [(part, pool.submit(part.prepare)) for part in parts]
            for part, preparation in prepared:
                self.supervisor.wait_for(preparation.done)
                preparation.result()
                self.supervisor.start(
                    Recipe(part.name, part.command(), part.is_ready, stop_signal=part.stop_signal)
                )
        self.supervisor.wait_ready([part.name for part in parts], PART_SECONDS)

    def _make_databases(self) -> None:
        with superuser(self._postgres.superuser_dsn) as cursor:
            for service in OWNERS:
                ensure_role(cursor, service.name, self._keys.password(f"database-{service.name}"))
                ensure_database(cursor, service.name, owner=service.name)

    def _migrate(self) -> None:
        self.supervisor.wait_for(
            *(
                self.supervisor.run_once(
                    f"{service.name}-migrate",
                    migration(service),
                    environment(service, self._addresses, self._keys),
                )
                for service in OWNERS
            )
        )

    def _start_services(self) -> None:
        for service in SERVICES:
            self.supervisor.start(recipe(service, self._addresses, self._keys))
        self.supervisor.wait_ready([service.name for service in SERVICES], SERVICE_SECONDS)

    def _say_ready(self, seconds: float) -> None:
        say()
        say("DCI est prêt")
        say(f"  internes et public   {self._addresses.public('gateway')}")
        say(f"  ARS (gestionnaires)  {self._addresses.public('admin')}")
        say(f"  boîte aux lettres    {self._addresses.mailbox_url}")
        demonstration.say_accounts(self._settings.folder)
        say(f"Démarré en {seconds:.0f} s. Ctrl-C arrête tout.")


def _keep_last_logs(logs: Path) -> None:
    """Each run writes new logs; those of the run before stay beside them."""
    for log in logs.glob("*.log"):
        if not log.name.endswith(".avant.log"):
            log.replace(log.with_suffix(".avant.log"))


def _allow_many_connections() -> None:
    """One browser is one open file of the gateway."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
