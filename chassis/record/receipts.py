"""Receipts of confirmed choices: how they are written, and what they are worth (ENG-8).

A receipt is the canonical JSON of amphi_id, seq, hash, intern_id, numero, at, key_id, with its Ed25519
signature. In mails and PDFs it is one word, `DCI1.<that JSON>.<signature>`, both in base64url without
padding; spaces and line ends inside it do not count.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis.record.canonical import NotPlain, canonical, plain_object
from chassis.record.chain import Record

MARK: Final = "DCI1"
LONGEST: Final = 4000
"""Characters; a receipt has about 550."""

_PART: Final = re.compile(r"[A-Za-z0-9_-]{1,3000}")
_TEXTS: Final = ("amphi_id", "hash", "intern_id", "at", "key_id")
_NUMBERS: Final = ("seq", "numero")
_LONGEST_VALUE: Final = 80


class Verdict(Enum):
    """What a receipt is worth; the value is the French word for it."""

    VALID = "valable"
    REPLACED = "remplacée"
    FORGED = "fausse"


class NotAReceipt(ValueError):
    """Nothing that could be one; the text says why, in French."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says; `signed` are the bytes that were signed."""

    amphi_id: str
    seq: int
    hash: str
    intern_id: str
    numero: int
    at: str
    key_id: str
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on a receipt and its reason, in French."""

    verdict: Verdict
    text: str


def written(content: str, signature: str) -> str:
    """A receipt as one word, from the contract's message."""
    return f"{MARK}.{_encoded(content.encode())}.{signature}"


def read(text: str) -> Receipt:
    """The receipt that was pasted; `NotAReceipt`."""
    parts = "".join(text[: 2 * LONGEST].split()).split(".")
    if len(parts) != len(("mark", "content", "signature")) or parts[0] != MARK:
        raise NotAReceipt(f"Un reçu commence par « {MARK}. » et a trois parties, séparées par des points.")
    signed, signature = (_decoded(part) for part in parts[1:])
    try:
        found = plain_object(signed)
    except NotPlain as reason:
        raise NotAReceipt(f"Ce reçu est abîmé : {reason}.") from None
    if found.keys() != {*_TEXTS, *_NUMBERS} or canonical(found) != signed:
        raise NotAReceipt("Ce reçu est abîmé : il ne dit pas ce que dit un reçu.")
    texts = all(isinstance(found[key], str) and len(found[key]) <= _LONGEST_VALUE for key in _TEXTS)
    if not texts or not all(type(found[key]) is int and found[key] > 0 for key in _NUMBERS):
        raise NotAReceipt("Ce reçu est abîmé : une de ses valeurs n’a pas la forme attendue.")
    return Receipt(**found, signed=signed, signature=signature)


def is_signed(receipt: Receipt, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    """Whether one of these keys signed it, the one that it names."""
    key = keys.get(receipt.key_id)
    if key is None:
        return False
    try:
        key.verify(receipt.signature, receipt.signed)
    except InvalidSignature:
        return False
    return True


def judge(receipt: Receipt, keys: Mapping[str, Ed25519PublicKey], record: Record) -> Finding:
    """Signature first, then what the amphi's record, itself verified, says of that choice."""
    wrong = _not_ours(receipt, keys) or _not_in(receipt, record)
    if wrong:
        return Finding(Verdict.FORGED, wrong)
    newest, numero = record.posts[receipt.intern_id][-1]
    if newest != receipt.seq:
        text = f"Ce choix a été remplacé par la décision {newest}, qui donne le poste n° {numero}."
        return Finding(Verdict.REPLACED, text)
    text = f"Le poste n° {receipt.numero} a été donné à cet interne par la décision {receipt.seq}."
    return Finding(Verdict.VALID, text)


def _not_ours(receipt: Receipt, keys: Mapping[str, Ed25519PublicKey]) -> str:
    if is_signed(receipt, keys):
        return ""
    known = receipt.key_id in keys
    reason = "sa signature ne correspond pas" if known else "sa clé n’a jamais été publiée"
    return f"Ce reçu n’a pas été signé par DCI : {reason}."


def _not_in(receipt: Receipt, record: Record) -> str:
    if record.amphi_id != receipt.amphi_id:
        return "Ce reçu est d’un autre amphi que ce procès-verbal."
    found, given = record.hash_of(receipt.seq), record.posts.get(receipt.intern_id, [])
    decision = f"La signature est bonne, mais la décision {receipt.seq}"
    if found is None:
        return f"{decision} manque au procès-verbal."
    if found != receipt.hash:
        return f"{decision} du procès-verbal n’est plus la même."
    if (receipt.seq, receipt.numero) not in given:
        return f"{decision} ne donne pas ce poste à cet interne."
    return ""


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(part: str) -> bytes:
    if not _PART.fullmatch(part):
        raise NotAReceipt(
            "Ce reçu est abîmé : il contient autre chose que des lettres, chiffres, « - » et « _ »."
        )
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise NotAReceipt("Ce reçu est abîmé : il y manque des lettres.") from None
