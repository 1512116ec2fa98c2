"""The system under faults: services in several processes, a PostgreSQL server a database, proxies between."""

import asyncio
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psycopg2

from deploy.local.addresses import DATABASES, Addresses
from deploy.local.databases import dsn_for, ensure_database, ensure_role, superuser
from deploy.local.keys import Keys
from deploy.local.mailbox_server import Mailbox
from deploy.local.parts import Part, die_with_parent
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres
from deploy.local.services import SERVICES, answers, environment
from tests.faults.world.broker import LinkedKafka
from tests.faults.world.processes import Processes, Program
from tests.faults.world.proxy import Link

REPLICAS: Final = {"identity": 1, "ranking": 1, "notifications": 1, "postes": 2, "session": 3, "gateway": 2}
SERVERS: Final = {"session": "session", "postes": "postes"}
"""Database → the PostgreSQL server that is its own; the others share one."""
DISK: Final = "320m"
SMALL: Final = {
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "wal_keep_size": "0",
    "max_connections": "150",
}


class SmallPostgres(Postgres):
    """A server whose disk may be small."""

    def __init__(self, name: str, folder: Path, port: int) -> None:
        super().__init__(folder / name, port)
        self.name = f"postgresql-{name}"

    def command(self) -> list[str]:
        """Keeps little of its write-ahead log."""
        return [*super().command(), *(part for pair in SMALL.items() for part in ("-c", "=".join(pair)))]


@dataclass(frozen=True, slots=True)
class Replica:
    """One process of a service."""

    name: str
    service: str
    port: int
    metrics: int


@dataclass(slots=True)
class System:
    """All of it, in one folder."""

    folder: Path
    processes: Processes = field(init=False)
    links: dict[str, Link] = field(default_factory=dict)
    replicas: dict[str, Replica] = field(default_factory=dict)
    ports: set[int] = field(default_factory=set)
    servers: dict[str, SmallPostgres] = field(default_factory=dict)
    keys: Keys = field(init=False)
    kafka: LinkedKafka = field(init=False)
    mailbox: Mailbox = field(init=False)
    addresses: Addresses = field(init=False)
    small_disks: dict[str, Path] = field(default_factory=dict)
    """Servers whose folder is a small disk of its own."""

    def __post_init__(self) -> None:
        """Ports and keys; nothing runs yet."""
        self.processes = Processes(self.folder / "logs")
        self.control.mkdir(parents=True)
        self.keys = Keys(self.folder / "keys")
        self.keys.make(service.name for service in SERVICES)
        self.servers = {
            name: SmallPostgres(name, self.folder, self.port()) for name in ("session", "postes", "rest")
        }
        doors = {service: (self.port(), self.port()) for service in REPLICAS}
        self.kafka = LinkedKafka(self.folder / "kafka", self.port(), self.port(), doors)
        for service, (door, port) in doors.items():
            self.links[f"{service}>kafka"] = Link(f"{service}>kafka", port, [door])
        self.mailbox = Mailbox(self.folder / "mails", self.port(), self.port())
        for service, many in REPLICAS.items():
            for number in range(1, many + 1):
                name = f"{service}-{number}"
                self.replicas[name] = Replica(name, service, self.port(), self.port())
        self.addresses = self._addresses()

    @property
    def control(self) -> Path:
        """Where processes are told what to suffer (`tests.faults.build`)."""
        return self.folder / "control"

    def port(self) -> int:
        """A free one."""
        port = free_port(frozenset(self.ports))
        self.ports.add(port)
        return port

    def of(self, service: str) -> list[str]:
        """The names of its processes."""
        return [replica.name for replica in self.replicas.values() if replica.service == service]

    def server_of(self, database: str) -> SmallPostgres:
        """Where it lies."""
        return self.servers[SERVERS.get(database, "rest")]

    def database(self, name: str) -> str:
        """A database, for whoever reads it from outside: as superuser, past every proxy."""
        server = self.server_of(name)
        return server.superuser_dsn.rpartition("/")[0] + f"/{name}"

    @property
    def gateway(self) -> str:
        """The address of all gateway pods, as an ingress gives it."""
        return self.addresses.public("gateway")

    def tell(self, name: str, kind: str, text: str = "") -> None:
        """Let a process suffer something."""
        fresh = self.control / f".{name}.{kind}"
        fresh.write_text(text)
        fresh.replace(self.control / f"{name}.{kind}")

    def spare(self, name: str, kind: str) -> bool:
        """No longer; whether it had not happened yet."""
        file = self.control / f"{name}.{kind}"
        waiting = file.exists()
        file.unlink(missing_ok=True)
        return waiting

    async def start(self) -> None:
        """Everything, until it answers."""
        for name in SERVERS.values():
            self._mount(name)
        await asyncio.gather(*(self._start_part(part) for part in self._parts()))
        await asyncio.to_thread(self._make_databases)
        for replica in self.replicas.values():
            self.processes.add(self._program(replica))
        for link in self.links.values():
            await link.listen()
        await asyncio.gather(*(self._migrate(name) for name in DATABASES))
        await asyncio.to_thread(self._shadow_the_clock)
        for name in self.replicas:
            self.processes.start(name)
        await asyncio.gather(*(self.processes.ready(name) for name in self.replicas))

    async def start_again(self, name: str) -> None:
        """After whatever happened to it; returns when it answers."""
        self.processes.start(name)
        await self.processes.ready(name)
        self.processes.expected.discard(name)

    async def heal(self) -> None:
        """Whatever was disturbed is as before; returns when everything answers."""
        for link in self.links.values():
            link.heal()
        for file in self.control.iterdir():
            file.unlink()
        for name in self.processes.programs:
            self.processes.send(name, signal.SIGCONT)
            self.processes.start(name)
        await asyncio.gather(*(self.start_again(name) for name in self.processes.programs))
        await asyncio.to_thread(self.set_clock, 0.0)

    def end(self) -> None:
        """Nothing is left, neither processes nor disks."""
        self.processes.end()
        for disk in self.small_disks.values():
            subprocess.run(["umount", str(disk)], check=False)

    def _mount(self, server: str) -> None:
        disk = self.folder / server
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode == 0:
            self.small_disks[server] = disk

    def environment_of(self, replica: Replica) -> dict[str, str]:
        """What a process is told."""
        service = next(each for each in SERVICES if each.name == replica.service)
        told = environment(service, self.addresses, self.keys)
        told |= {f"DCI_{name.upper()}": self._target(replica, name) for name in DATABASES}
        told |= {"DCI_METRICS_PORT": str(replica.metrics)}
        told |= {"DCI_KAFKA": f"127.0.0.1:{self.links[f'{service.name}>kafka'].port}"}
        told |= {"FAULTS_NAME": replica.name, "FAULTS_CONTROL": str(self.control)}
        if service.has_database:
            password = self.keys.password(f"database-{service.name}")
            server = self._link(f"{replica.name}>database", [self.server_of(service.name).name])
            address = f"postgresql://127.0.0.1:{server.port}/"
            told["DCI_DATABASE_URL"] = dsn_for(address, service.name, service.name, password)
            told["DCI_GRPC_PORT"] = str(replica.port)
        else:
            told[f"DCI_{service.name.upper()}_PORT"] = str(replica.port)
        return told

    def _target(self, caller: Replica, service: str) -> str:
        """gRPC's own spelling of several addresses; each is a link of its own."""
        links = [self._link(f"{caller.name}>{callee}", [callee]) for callee in self.of(service)]
        return "ipv4:///" + ",".join(f"127.0.0.1:{link.port}" for link in links)

    def _link(self, name: str, callees: list[str]) -> Link:
        if name not in self.links:
            known = {server.name: int(server.address.rpartition(":")[2]) for server in self.servers.values()}
            known |= {replica.name: replica.port for replica in self.replicas.values()}
            self.links[name] = Link(name, self.port(), [known[callee] for callee in callees])
        return self.links[name]

    def _program(self, replica: Replica) -> Program:
        module = ["tests.faults.build", replica.service]
        return Program(
            replica.name,
            die_with_parent([sys.executable, "-m", *module]),
            answers(f"http://127.0.0.1:{replica.metrics}/readyz"),
            self.environment_of(replica),
        )

    def _parts(self) -> list[Part]:
        return [*self.servers.values(), self.kafka, self.mailbox]

    async def _start_part(self, part: Part) -> None:
        await asyncio.to_thread(part.prepare)
        self.processes.add(Program(part.name, part.command(), part.is_ready, stop_signal=part.stop_signal))
        self.processes.start(part.name)
        await self.processes.ready(part.name)

    def _make_databases(self) -> None:
        for name in DATABASES:
            with superuser(self.server_of(name).superuser_dsn) as cursor:
                ensure_role(cursor, name, self.keys.password(f"database-{name}"))
                ensure_database(cursor, name, owner=name)

    async def _migrate(self, service: str) -> None:
        told = self.environment_of(self.replicas[f"{service}-1"])
        command = [sys.executable, "-m", f"services.{service}", "migrate"]
        with (self.folder / "logs" / f"{service}-migrate.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(*command, env=told, stdout=log, stderr=log)
        if await process.wait():
            raise RuntimeError(Path(log.name).read_text())

    def _shadow_the_clock(self) -> None:
        """session's database answers `clock_timestamp()` with whatever `set_clock` says."""
        connection = psycopg2.connect(self.database("session"))
        with connection, connection.cursor() as cursor:
            cursor.execute(SHADOW)
        connection.close()

    def set_clock(self, seconds: float) -> None:
        """From the next question on session's database is ahead by so much."""
        connection = psycopg2.connect(self.database("session"), connect_timeout=2)
        with connection, connection.cursor() as cursor:
            cursor.execute("UPDATE faults.clock SET shift = make_interval(secs => %s)", [seconds])
        connection.close()

    def _addresses(self) -> Addresses:
        ingress = self._link("ingress", self.of("gateway")).port
        first = {service: self.replicas[f"{service}-1"] for service in REPLICAS}
        return Addresses(
            postgres=0,
            kafka=int(self.kafka.address.rpartition(":")[2]),
            kafka_controller=0,
            smtp=self.mailbox.smtp_port,
            mailbox=self.mailbox.web_port,
            http={"gateway": ingress, "admin": ingress},
            grpc={name: first[name].port for name in DATABASES},
            metrics={service: first[service].metrics for service in REPLICAS},
        )


SHADOW = """
    CREATE SCHEMA faults;
    CREATE TABLE faults.clock (shift interval NOT NULL);
    INSERT INTO faults.clock VALUES ('0');
    CREATE FUNCTION faults.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
        'SELECT pg_catalog.clock_timestamp() + (SELECT shift FROM faults.clock)';
    GRANT USAGE ON SCHEMA faults TO session;
    GRANT SELECT ON faults.clock TO session;
    ALTER DATABASE session SET search_path = faults, pg_catalog, public;
"""
