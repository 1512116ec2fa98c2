"""Who listens where in a local run, and how that is told to the others."""

from dataclasses import dataclass

from deploy.local.databases import dsn_for
from deploy.local.ports import Ports, fixed
from deploy.local.settings import Settings

DATABASES = ("identity", "ranking", "postes", "session", "notifications")
PAGES = ("gateway", "admin")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every port of one run."""

    postgres: int
    kafka: int
    kafka_controller: int
    smtp: int
    mailbox: int
    http: dict[str, int]
    grpc: dict[str, int]
    metrics: dict[str, int]

    def database(self, name: str, password: str) -> str:
        """Where a service finds its database."""
        return dsn_for(f"postgresql://127.0.0.1:{self.postgres}/", name, role=name, password=password)

    def shared(self) -> dict[str, str]:
        """What each service is told of the others."""
        return {
            "DCI_KAFKA": f"127.0.0.1:{self.kafka}",
            "DCI_SMTP_HOST": "127.0.0.1",
            "DCI_SMTP_PORT": str(self.smtp),
            "DCI_MAIL_FROM": "Choix des internes <ne-pas-repondre@dci.example>",
            "DCI_ARS_EMAIL": "internes@ars.example",
            "DCI_ARS_PHONE": "01 99 00 00 00",
            "DCI_PUBLIC_URL": self.public("gateway"),
            "DCI_ADMIN_URL": self.public("admin"),
            **{f"DCI_{name.upper()}": f"127.0.0.1:{port}" for name, port in self.grpc.items()},
        }

    def public(self, name: str) -> str:
        """What people type into their browser."""
        return f"http://localhost:{self.http[name]}"

    @property
    def mailbox_url(self) -> str:
        """Where mails are read."""
        return f"http://localhost:{self.mailbox}"


def choose(settings: Settings, ports: Ports) -> Addresses:
    """The three known ports as wished, all others free (IFC-2)."""
    gateway = fixed(settings.gateway_port, "gateway", "DCI_GATEWAY_PORT")
    admin = fixed(settings.admin_port, "admin", "DCI_ADMIN_PORT")
    mailbox = fixed(settings.mailbox_port, "boîte aux lettres", "DCI_MAILBOX_PORT")
    return Addresses(
        postgres=ports.free("postgresql"),
        kafka=ports.free("kafka"),
        kafka_controller=ports.free("kafka-controller"),
        smtp=ports.free("smtp"),
        mailbox=mailbox,
        http={"gateway": gateway, "admin": admin},
        grpc={name: ports.free(f"{name}-grpc") for name in DATABASES},
        metrics={name: ports.free(f"{name}-metrics") for name in (*DATABASES, *PAGES)},
    )
