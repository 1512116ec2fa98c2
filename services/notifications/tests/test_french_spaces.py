"""Mails and PDFs never part a sign from its word; what is to be followed or pasted stays as it is (NOT-1)."""

import re
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from jinja2 import nodes

from services.notifications.domain.facts import MailLink
from services.notifications.rendering.letters import SUBJECTS
from services.notifications.rendering.pages import environment
from services.notifications.tests.factories import AFFECTATION, CONTACT, RECEIPT, letters

PARTED = re.compile(r" [:;?!»](?=\s|<|$)|« |\bn° ")
PAGES = environment()


@pytest.mark.rule("NOT-1")
@pytest.mark.parametrize("name", sorted(PAGES.list_templates()))
def test_no_template_parts_a_sign_from_its_word(name: str) -> None:
    assert PAGES.loader is not None
    source, _, _ = PAGES.loader.get_source(PAGES, name)
    words = "".join(data.data for data in PAGES.parse(source, name).find_all(nodes.TemplateData))
    assert PARTED.findall(words) == []


def test_no_subject_does() -> None:
    assert [subject for subject in SUBJECTS.values() if PARTED.search(subject)] == []


@pytest.mark.rule("NOT-1")
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_has_them_and_its_address_has_none(kind: str) -> None:
    link = MailLink("abc.def", "aicha@interne.example", "Aïcha ?", usable=True)
    said = body(letters().confirm_address(uuid4(), link).content, kind)
    assert "automatiquement\u00a0: inutile" in said
    assert "Une question\u00a0? Écrivez" in said
    assert "Bonjour Aïcha ?" in said, "what is filled in is left alone"
    assert "https://dci.example/inscription/finaliser/abc.def" in said


@pytest.mark.rule("ENG-8")
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_receipt_is_what_was_signed(kind: str) -> None:
    said = body(letters().choice(uuid4(), CONTACT, AFFECTATION, RECEIPT).content, kind)
    receipt = said[said.index("DCI1.") :][: len(RECEIPT)]
    assert "Poste n°\u00a02942" in said
    assert "\u00a0" not in receipt


def body(content: bytes, kind: str) -> str:
    found = message_from_bytes(content, policy=policy.default).get_body((kind,))
    assert found is not None
    return str(found.get_content())
