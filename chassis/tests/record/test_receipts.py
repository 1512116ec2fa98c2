"""What a receipt is worth (ENG-8)."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.record import keys, receipts
from chassis.record.chain import verify
from chassis.record.receipts import NotAReceipt, Verdict
from chassis.tests.record.made import (
    KEY,
    KEY_ID,
    PUBLIC,
    Decision,
    amphi_of,
    chosen,
    hashed,
    keys_document,
    lines,
    receipt_of,
    record,
    unpadded,
)

pytestmark = pytest.mark.rule("ENG-8")

KEYS = keys.read(keys_document(PUBLIC))
CHOICE = 1  # the first choice of `amphi_of`, by index


def judged(word: str, decisions: list[Decision]) -> tuple[Verdict, str]:
    finding = receipts.judge(receipts.read(word), KEYS, verify(lines(decisions)))
    return finding.verdict, finding.text


def test_a_receipt_of_a_choice_that_stands_is_valid() -> None:
    made = amphi_of(3)
    verdict, text = judged(receipt_of(made[CHOICE]), made)
    assert verdict is Verdict.VALID
    assert "poste n° 101" in text


def test_spaces_and_line_ends_do_not_count() -> None:
    made = amphi_of(3)
    word = receipt_of(made[CHOICE])
    broken = "\r\n ".join(word[at : at + 64] for at in range(0, len(word), 64))
    assert judged(f" {broken}\n", made)[0] is Verdict.VALID


def test_a_receipt_of_older_days_that_bears_the_decisions_own_time_stays_valid() -> None:
    made = amphi_of(3)
    older = receipt_of(made[CHOICE], at=made[CHOICE]["at"])
    assert older != receipt_of(made[CHOICE])
    assert judged(older, made)[0] is Verdict.VALID


@pytest.mark.rule("CHX-6")
def test_a_receipt_of_a_corrected_choice_is_replaced() -> None:
    first, (_, other) = chosen(1, 5), chosen(1, 9)
    made = record(first, ("ended", {}), ("corrected", {"lines": [other]}))
    verdict, text = judged(receipt_of(made[0]), made)
    assert verdict is Verdict.REPLACED
    assert "remplacé par la décision 3, qui donne le poste n° 9" in text


def test_a_stranger_cannot_sign() -> None:
    made = amphi_of(3)
    verdict, text = judged(receipt_of(made[CHOICE], Ed25519PrivateKey.generate()), made)
    assert verdict is Verdict.FORGED
    assert "sa signature ne correspond pas" in text
    text = judged(receipt_of(made[CHOICE], key_id="0" * 32), made)[1]
    assert "sa clé n’a jamais été publiée" in text


@settings(deadline=None)
@given(st.integers(5, 470), st.integers(1, 63))
def test_one_letter_changed_is_no_receipt_any_more(at: int, by: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    made, word = amphi_of(3), receipt_of(amphi_of(3)[CHOICE])
    at = min(at, len(word) - 2)
    if word[at] == "." or word[at + 1 : at + 2] in {"", "."}:
        return  # the last letter of a part has bits that mean nothing
    letter = alphabet[(alphabet.index(word[at]) + by) % len(alphabet)]
    try:
        verdict = judged(word[:at] + letter + word[at + 1 :], made)[0]
    except NotAReceipt:
        return
    assert verdict is Verdict.FORGED


def test_the_record_must_have_the_same_decision() -> None:
    made = amphi_of(3)
    word = receipt_of(made[CHOICE])
    shorter = judged(word, made[:1])
    assert shorter == (Verdict.FORGED, "La signature est bonne, mais la décision 2 manque au procès-verbal.")
    rewritten = [made[0], hashed(made[1] | {"payload": {"intern_id": "x", "numero": 3}})]
    assert "n’est plus la même" in judged(word, rewritten)[1]
    assert (
        "autre amphi" in judged(word, record(chosen(1, 5), amphi="f" * 8 + "-0000-0000-0000-" + "0" * 12))[1]
    )


def test_a_signed_receipt_must_say_what_its_decision_says() -> None:
    made = amphi_of(3)
    lying = made[CHOICE] | {"payload": made[CHOICE]["payload"] | {"numero": 999}}
    assert "ne donne pas ce poste" in judged(receipt_of(lying), made)[1]


def test_there_is_one_way_to_write_what_is_signed() -> None:
    loose = json.dumps(json.loads(receipts.read(receipt_of(amphi_of(1)[CHOICE])).signed)).encode()
    with pytest.raises(NotAReceipt, match="ne dit pas ce que dit un reçu"):
        receipts.read(f"DCI1.{unpadded(loose)}.{unpadded(KEY.sign(loose))}")


@pytest.mark.parametrize(
    "text",
    ["", "DCI1", "DCI1..", "DCI2.e30.AA", "DCI1.e30.AA", "DCI1.A.A", "DCI1.é.é", "DCI1." + "A" * 9000 + ".AA",
     "DCI1." + base64.urlsafe_b64encode(b"[" * 2000).decode().rstrip("=") + ".AA"],
)  # fmt: skip
def test_what_is_no_receipt_is_said(text: str) -> None:
    with pytest.raises(NotAReceipt):
        receipts.read(text)


def test_the_contract_s_message_as_one_word() -> None:
    word = receipt_of(amphi_of(1)[CHOICE])
    read = receipts.read(word)
    assert receipts.written(read.signed.decode(), word.rpartition(".")[2]) == word


def test_keys_are_published_and_read_again() -> None:
    key = keys.PublishedKey(KEY_ID, PUBLIC, "2026-11-01T00:00:00.000000Z")
    document = keys.written([key, keys.PublishedKey("x", b"o" * 32, key.since, key.since)])
    assert json.loads(document)["keys"][0] == {
        "key_id": KEY_ID,
        "alg": "Ed25519",
        "public_key": base64.urlsafe_b64encode(PUBLIC).decode().rstrip("="),
        "since": "2026-11-01T00:00:00.000000Z",
    }
    assert keys.read(document.encode()).keys() == {KEY_ID, keys.key_id(b"o" * 32)}
    assert keys.key_id(PUBLIC) == KEY_ID


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b'{"keys":1}', b'{"keys":[1]}', b'{"keys":[{"public_key":"AA"}]}']
)
def test_what_is_no_document_of_keys_is_said(raw: bytes) -> None:
    with pytest.raises(keys.NotKeys):
        keys.read(raw)
