"""Kafka on one machine: Apache Kafka itself, one node that is broker and controller (KRaft)."""

import signal
import subprocess
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.local.errors import CannotStart
from deploy.local.parts import die_with_parent
from deploy.local.paths import KAFKA_LIBS

CLUSTER_ID = "ZGNpLWxvY2FsLWNsdXN0ZQ"  # 16 bytes in base64, as Kafka wants them; the same in every local run
LOGGING = Path(__file__).resolve().parent / "kafka" / "log4j2.properties"
JAVA = [
    "java",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    f"-Dlog4j2.configurationFile={LOGGING}",
]


class Kafka:
    """One broker whose log lies in one folder."""

    name = "kafka"
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, port: int, controller_port: int) -> None:
        self._folder = folder
        self._settings_file = folder / "server.properties"
        self._port = port
        self._controller_port = controller_port

    def prepare(self) -> None:
        """Writes the settings; formats the log at the first start."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lines = (f"{name}={value}\n" for name, value in self._settings().items())
        self._settings_file.write_text("".join(lines))
        if (self._folder / "log" / "meta.properties").exists():
            return
        tool = self._java(
            "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._settings_file)
        )
        formatted = subprocess.run(tool, check=False, capture_output=True, text=True)  # noqa: S603
        if formatted.returncode:
            raise CannotStart(f"Kafka n’a pas pu préparer {self._folder} :\n{formatted.stderr.strip()}")

    def command(self) -> list[str]:
        """Serves on 127.0.0.1 only."""
        return die_with_parent(self._java("kafka.Kafka", str(self._settings_file)))

    def is_ready(self) -> bool:
        """Whether it answers a client."""
        try:
            KafkaAdminClient(
                bootstrap_servers=self.address, request_timeout_ms=1000, bootstrap_timeout_ms=500
            ).close()
        except (KafkaError, OSError):
            return False
        return True

    @property
    def address(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self._port}"

    def _java(self, *arguments: str) -> list[str]:
        return [*JAVA, "-cp", f"{KAFKA_LIBS}/*", *arguments]

    def _settings(self) -> dict[str, str]:
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@127.0.0.1:{self._controller_port}",
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://127.0.0.1:{self._controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.listener.names": "CONTROLLER",
            "log.dirs": str(self._folder / "log"),
            "auto.create.topics.enable": "false",  # topics are made by the migration of their owner
            "group.initial.rebalance.delay.ms": "0",
            "offsets.topic.num.partitions": "1",
            "offsets.topic.replication.factor": "1",
            "transaction.state.log.num.partitions": "1",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "log.cleaner.dedupe.buffer.size": str(8 * 2**20),
        }
