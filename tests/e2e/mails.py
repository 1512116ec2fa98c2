"""The mailbox as a program reads it, and PDFs as a reader sees them."""

import io
import json
import re
import time
import urllib.request
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was received."""

    subject: str
    text: str
    html: str
    attachments: dict[str, bytes]

    @property
    def words(self) -> str:
        """The text, its spaces all alike."""
        return " ".join(self.text.split())

    @property
    def link(self) -> str:
        """The first address in the text."""
        found = LINK.search(self.text)
        assert found, self.text
        return found[0]


class Mailbox:
    """Everybody's mails (maildev)."""

    def __init__(self, url: str) -> None:
        self._url = url

    def wait_for(self, recipient: str, subject: str, seconds: float = 20.0) -> Mail:
        """The mail with this subject to this address; there is exactly one."""
        end = time.monotonic() + seconds
        while not (found := self._to(recipient, subject)):
            assert time.monotonic() < end, f"no mail « {subject} » to {recipient}"
            time.sleep(0.2)
        assert len(found) == 1
        return self._read(found[0])

    def _to(self, recipient: str, subject: str) -> list[dict[str, Any]]:
        mails: list[dict[str, Any]] = json.loads(self._get("/email"))
        return [
            mail
            for mail in mails
            if mail["subject"] == subject and recipient in [each["address"] for each in mail["to"]]
        ]

    def _read(self, mail: dict[str, Any]) -> Mail:
        names = [each["generatedFileName"] for each in mail.get("attachments") or []]
        attachments = {name: self._get(f"/email/{mail['id']}/attachment/{name}") for name in names}
        return Mail(mail["subject"], mail["text"], mail["html"], attachments)

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(self._url + path, timeout=10) as answer:  # noqa: S310  # our own mailbox
            content: bytes = answer.read()
            return content


def pdf_text(content: bytes) -> str:
    """The words of a PDF, in one line each page."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "\n".join(" ".join(text.split()) for text in pages)
