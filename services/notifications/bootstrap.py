"""Puts notifications together: the only place where its ports meet their adapters."""

from functools import partial

from chassis import logs
from chassis.config import settings_from
from chassis.database import Database
from chassis.database.migrate import migrate as migrate_database
from chassis.events.consumer import Consumer
from chassis.events.relay import Relay
from chassis.events.topics import DECISIONS, IDENTITY, create_topics
from chassis.process import run
from chassis.rpc.client import connect
from chassis.rpc.keys import identity_keys
from chassis.rpc.server import GrpcServer
from chassis.tokens import ServiceSigner
from dci.notifications.v1.notifications_pb2_grpc import (
    add_DocumentServiceServicer_to_server,
    add_MailServiceServicer_to_server,
)
from services.notifications.adapters.affectations import PostesAffectations
from services.notifications.adapters.people import IdentityPeople
from services.notifications.adapters.receipts import SessionReceipts
from services.notifications.adapters.records import SessionRecords
from services.notifications.adapters.sending import Sending
from services.notifications.adapters.smtp import SmtpPostman
from services.notifications.config import MailSettings, Settings
from services.notifications.events.heard import INTERESTS, hear
from services.notifications.grpc_api.access import ACCESS
from services.notifications.grpc_api.servicers import DocumentApi, MailApi
from services.notifications.rendering.letters import Letters, Sender
from services.notifications.rendering.pages import environment
from services.notifications.rendering.pdf import Documents
from services.notifications.storage.mail_queue import StoredMailQueue
from services.notifications.use_cases.compose_mail import ComposeMail
from services.notifications.use_cases.send_next_mail import send_next_mail

NAME = "notifications"


def migrate() -> None:
    """Prepares the database and the topics."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    migrate_database(settings.database_url, NAME)
    create_topics(settings.kafka)


def serve() -> int:
    """Serves until told to stop."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    database = Database(settings.database_url, NAME)
    signer = ServiceSigner(NAME, settings.calls.service_key_file)
    channel = partial(connect, signer=signer, tls_ca_file=settings.calls.tls_ca_file)
    identity = channel(settings.identity, audience="identity")
    people = IdentityPeople(identity)
    session = channel(settings.session, audience="session")
    affectations = PostesAffectations(channel(settings.postes, audience="postes"), session)
    documents = Documents(environment(), settings.public_url, settings.ars)
    compose = ComposeMail(people, affectations, SessionReceipts(session), _letters(settings, documents))
    server = GrpcServer(
        NAME,
        settings.server,
        access=ACCESS,
        user_keys=identity_keys(identity),
        register=[
            partial(
                add_DocumentServiceServicer_to_server,
                DocumentApi(people, affectations, SessionRecords(session), documents),
            ),
            partial(add_MailServiceServicer_to_server, MailApi(database)),
        ],
    )
    queue = StoredMailQueue(database)
    sendings = [
        Sending(f"courriels-{number}", partial(send_next_mail, queue, compose, _postman(settings.mail)))
        for number in range(1, settings.mail.senders + 1)
    ]
    consumer = Consumer(NAME, [DECISIONS, IDENTITY], hear, database, settings.kafka, INTERESTS)
    return run(
        settings.process,
        parts=[Relay(database, settings.kafka), consumer, *sendings, server],
        checks={"base": database.check},
    )


def _letters(settings: Settings, documents: Documents) -> Letters:
    sender = Sender(
        address=settings.mail.sender,
        ars=settings.ars,
        ars_email=settings.ars_email,
        ars_phone=settings.ars_phone,
        public_url=settings.public_url,
    )
    return Letters(environment(), sender, documents)


def _postman(mail: MailSettings) -> SmtpPostman:
    return SmtpPostman(
        mail.host,
        mail.port,
        mail.sender,
        starttls=mail.starttls,
        user=mail.user or "",
        password=mail.password or "",
    )
