"""What a receipt or a record is worth, by the code that the command line runs too (ENG-8, IFC-13)."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain as joined
from typing import IO, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis.errors import DomainError, Kind
from chassis.record import chain, published, receipts
from chassis.record.receipts import Finding, Receipt, Verdict
from services.gateway.context import gateway

LINES_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What the page says; `receipt` where that is what was given, and it can be read."""

    verdict: Verdict
    title: str
    text: str
    receipt: Receipt | None = None
    record: chain.Record | None = None

    @property
    def at(self) -> datetime | None:
        """When the choice was received, or of a record its last decision; None: there is no such day."""
        written = self.receipt.at if self.receipt else self.record.at if self.record else ""
        try:
            return datetime.strptime(written, published.INSTANT).replace(tzinfo=UTC)
        except ValueError:
            return None


TITLES: Final = {
    Verdict.VALID: "Ce reçu est valable",
    Verdict.REPLACED: "Ce reçu est remplacé",
    Verdict.FORGED: "Ce reçu n’est pas valable",
}


def is_receipt(text: str) -> bool:
    """Whether somebody who gives this text means a receipt."""
    return "".join(text[: receipts.LONGEST].split()).upper().startswith(receipts.MARK)


def of_receipt(text: str) -> Result:
    """Signature, then the amphi's record as it is published now."""
    try:
        receipt = receipts.read(text)
    except receipts.NotAReceipt as reason:
        return Result(Verdict.FORGED, TITLES[Verdict.FORGED], str(reason))
    finding = _finding(receipt)
    return Result(finding.verdict, TITLES[finding.verdict], finding.text, receipt)


def of_record(file: IO[bytes]) -> Result:
    """A file that somebody has, wherever from."""
    record = chain.verify(_calmly(chain.lines_of(file)))
    if record.problem is not None:
        return Result(Verdict.FORGED, "Ce procès-verbal a été abîmé", record.problem.text)
    if not record.edition:
        text = (
            f"La chaîne est intacte jusqu’à la décision {record.seq}, mais l’amphi n’y est pas terminé : "
            "il est en cours, ou la fin du fichier manque."
        )
        return Result(Verdict.REPLACED, "Ce procès-verbal n’est pas complet", text, record=record)
    text = f"Ses {record.seq} décisions s’enchaînent sans manque ni changement."
    return Result(Verdict.VALID, "Ce procès-verbal est intact", text, record=record)


def _finding(receipt: Receipt) -> Finding:
    """A record is only read for a receipt that we have signed."""
    known = gateway().clients.session.receipt_keys()
    keys = {one.key_id: Ed25519PublicKey.from_public_bytes(one.public_key) for one in known}
    record = chain.Record()
    if receipts.is_signed(receipt, keys):
        try:
            record = chain.verify(_calmly(_published(receipt.amphi_id)))
        except DomainError as error:
            if error.kind not in {Kind.NOT_FOUND, Kind.INVALID}:
                raise
    return receipts.judge(receipt, keys, record)


def _published(amphi_id: str) -> Iterator[bytes]:
    pieces = gateway().clients.session.record(amphi_id)
    return map(published.written, joined.from_iterable(piece.decisions for piece in pieces))


def _calmly(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The others who are served by this process come between."""
    for number, line in enumerate(lines, start=1):
        if number % LINES_AT_ONCE == 0:
            time.sleep(0)
        yield line
