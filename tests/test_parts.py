"""The fixtures themselves: what other tests lean on must not mislead them."""

import json
import smtplib
import time
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage

import psycopg2
import pytest
from kafka import KafkaAdminClient

from tests.real_parts import MailServer

pytestmark = pytest.mark.real


def test_two_databases_of_a_service_do_not_see_each_other(service_database: Callable[[str], str]) -> None:
    first, second = service_database("ranking"), service_database("ranking")

    with psycopg2.connect(first) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE only_here (id int)")
    connection.close()

    with psycopg2.connect(second) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('only_here') IS NULL, to_regclass('outbox') IS NOT NULL")
        assert cursor.fetchone() == (True, True)
    connection.close()


def test_a_database_is_a_matter_of_milliseconds_once_its_service_was_migrated(
    service_database: Callable[[str], str],
) -> None:
    service_database("ranking")
    start = time.perf_counter()
    service_database("ranking")
    assert time.perf_counter() - start < 1


def test_a_role_enters_no_database_but_its_own(service_database: Callable[[str], str]) -> None:
    ranking, postes = service_database("ranking"), service_database("postes")
    stranger = f"{ranking.rsplit('/', 1)[0]}/{postes.rsplit('/', 1)[1]}"

    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(stranger)


def test_a_transaction_left_idle_is_cut(service_database: Callable[[str], str]) -> None:
    connection = psycopg2.connect(service_database("ranking"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("2s",)
    connection.close()


def test_the_broker_answers_and_makes_no_topic_by_itself(kafka_bootstrap: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    assert "nobody-made-this" not in admin.list_topics()
    admin.close()


def test_the_mailbox_shows_what_was_sent(mailbox: MailServer) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "dci@example.org", "camille@example.org", "Votre choix"
    mail.set_content("Bonjour")
    with smtplib.SMTP(mailbox.host, mailbox.smtp_port) as smtp:
        smtp.send_message(mail)

    with urllib.request.urlopen(f"{mailbox.url}/email", timeout=5) as answer:  # noqa: S310
        assert [received["subject"] for received in json.load(answer)] == ["Votre choix"]
