"""Receipts: signed with the decision, verified by others' code; keys that change by themselves (ENG-8)."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import psycopg2
import pytest

from chassis.database import Database
from chassis.database.errors import DatabaseBusy
from chassis.encryption import FernetCipher
from chassis.record import keys as published
from chassis.tests.record.ed25519 import verifies
from services.session.adapters.receipt_signer import ReceiptSigner, UnreadableKey
from services.session.domain.codec import instant
from services.session.domain.receipt import Receipt, ReceiptKey
from services.session.storage import decisions, receipt_keys
from services.session.tests.world import RECEIPTS, World, but, key, staff
from services.session.use_cases import record
from services.session.use_cases.by import by_staff
from services.session.use_cases.correct import Wanted, approve_correction, propose_correction
from services.session.use_cases.place import place
from services.session.use_cases.receipts import Receipts

pytestmark = [pytest.mark.real, pytest.mark.rule("ENG-8")]

OTHER_SECRET = "YW5vdGhlciBzZWNyZXQgb2YgYW5vdGhlciByZXBsaWM="


def receipt(world: World, amphi_id: UUID, rang: int) -> Receipt:
    found = record.receipt(world.engine, amphi_id, UUID(int=rang))
    assert found is not None
    return found


def no_room(*_: object) -> None:
    raise RuntimeError("no room")


def publics(world: World) -> dict[str, bytes]:
    return {one.id: one.public for one in record.receipt_keys(world.engine)}


def test_a_confirmed_choice_has_a_receipt_that_others_verify(world: World) -> None:
    amphi_id = world.started(internes=3)
    done = world.choose(amphi_id, 1, 2931)
    mine = receipt(world, amphi_id, 1)
    with world.database.transaction() as tx:
        (decision,) = decisions.after(tx, amphi_id, done.seq - 1, done.seq, None)
    assert json.loads(mine.content) == {
        "amphi_id": str(amphi_id),
        "seq": done.seq,
        "hash": done.hash,
        "intern_id": str(UUID(int=1)),
        "numero": 2931,
        "at": decision.payload["received_at"],
        "key_id": mine.key_id,
    }
    assert mine.content == json.dumps(json.loads(mine.content), sort_keys=True, separators=(",", ":"))
    assert verifies(publics(world)[mine.key_id], mine.content.encode(), mine.signature)
    assert not verifies(publics(world)[mine.key_id], mine.content.encode() + b" ", mine.signature)
    assert record.receipt(world.engine, amphi_id, UUID(int=2)) is None


@pytest.mark.rule("ENG-3")
def test_a_receipt_says_when_the_choice_was_received_however_long_postes_took(world: World) -> None:
    amphi_id = world.started(internes=3)
    world.postes.after = lambda: world.later(60)
    done = world.choose(amphi_id, 1, 2931)
    assert done.at - done.received_at >= timedelta(seconds=60)
    assert json.loads(receipt(world, amphi_id, 1).content)["at"] == instant(done.received_at)


@pytest.mark.rule("CHX-6", "CHX-8")
def test_what_ars_gives_has_the_time_at_which_it_was_received_too(world: World) -> None:
    amphi_id = world.started(internes=3)
    world.choose(amphi_id, 1, 2931)
    world.postes.after = lambda: world.later(3)
    place(world.engine, amphi_id, staff(), 3, 2940, "Reclassement")
    first, second = (by_staff("administrateur", UUID(int=person), key()) for person in (101, 102))
    proposal = propose_correction(world.engine, amphi_id, first, [Wanted(amphi_id, 1, 2941)], "Erreur")
    approve_correction(world.engine, amphi_id, second, proposal.correction_id)
    with world.database.transaction() as tx:
        log = {one.seq: one for one in decisions.after(tx, amphi_id, 0, None, None)}
    for rang, kind in ((1, "corrected"), (3, "placed")):
        signed = json.loads(receipt(world, amphi_id, rang).content)
        decision = log[signed["seq"]]
        assert decision.type == kind
        assert signed["at"] == decision.payload["received_at"] < instant(decision.at)


def test_the_receipt_and_the_decision_are_kept_together_or_not_at_all(world: World) -> None:
    amphi_id = world.started(internes=3)
    good = world.books
    world.on(replace(good, receipts=replace(RECEIPTS, store=but(RECEIPTS.store, add=no_room))))
    with pytest.raises(RuntimeError, match="no room"):
        world.choose(amphi_id, 1, 2931, under="my-own-key")
    assert "chosen" not in world.types(amphi_id)
    world.on(good)
    world.choose(amphi_id, 1, 2931, under="my-own-key")
    assert world.types(amphi_id).count("chosen") == 1
    assert json.loads(receipt(world, amphi_id, 1).content)["numero"] == 2931


def test_another_key_signs_after_its_period_and_the_one_before_stays_published(
    world: World, database: Database
) -> None:
    amphi_id = world.started(internes=3)
    world.choose(amphi_id, 1, 2931)
    old = receipt(world, amphi_id, 1)
    assert RECEIPTS.change_key(database, after=timedelta(days=90)) is None
    with database.transaction() as tx:
        tx.execute("UPDATE receipt_key SET since = since - interval '91 days'")
        tx.commit()
    new = RECEIPTS.change_key(database, after=timedelta(days=90))
    assert new not in {None, old.key_id}
    world.choose(amphi_id, 2, 2932)
    assert receipt(world, amphi_id, 2).key_id == new
    signing, retired = record.receipt_keys(world.engine)
    assert (signing.id, signing.until, retired.id) == (new, None, old.key_id)
    assert retired.until is not None
    assert retired.until <= signing.since
    assert retired.private is None
    assert verifies(publics(world)[old.key_id], old.content.encode(), old.signature)


def test_the_name_of_a_key_is_its_fingerprint(world: World) -> None:
    ((name, public),) = publics(world).items()
    assert name == published.key_id(public)


def changes_at_once(database: Database, receipts: Receipts, replicas: int) -> list[BaseException]:
    """Several replicas find that it is time, all at the same moment."""
    errors: list[BaseException] = []
    together = threading.Barrier(replicas)

    def change() -> None:
        together.wait()
        try:
            receipts.change_key(database, after=timedelta(days=90))
        except (psycopg2.IntegrityError, DatabaseBusy) as error:
            errors.append(error)

    threads = [threading.Thread(target=change) for _ in range(replicas)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def ages(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("UPDATE receipt_key SET since = since - interval '91 days' WHERE until IS NULL")
        tx.commit()


@pytest.mark.rule("G-5")
def test_any_number_of_replicas_change_the_key_once(world: World, database: Database) -> None:
    for expected in range(2, 6):
        record.receipt_keys(world.engine)
        ages(database)
        assert changes_at_once(database, RECEIPTS, 6) == []
        assert len(record.receipt_keys(world.engine)) == expected


@pytest.mark.rule("G-5")
def test_control_without_the_lock_the_schema_still_allows_one_key(world: World, database: Database) -> None:
    """The lock off: replicas meet the constraint or each other, and there is still one key that signs."""
    unguarded = replace(RECEIPTS, keys=but(receipt_keys, hold_still=lambda _tx: None))
    errors: list[BaseException] = []
    for _ in range(3):
        record.receipt_keys(world.engine)
        ages(database)
        errors += changes_at_once(database, unguarded, 6)
        assert sum(one.until is None for one in record.receipt_keys(world.engine)) == 1
    assert errors


def test_the_schema_has_one_key_that_signs_and_none_that_could_again(
    world: World, database: Database
) -> None:
    (current,) = record.receipt_keys(world.engine)
    with database.transaction() as tx, pytest.raises(psycopg2.IntegrityError):
        receipt_keys.add(tx, RECEIPTS.signer.new_key(receipt_keys.now(tx)))
    with database.transaction() as tx, pytest.raises(psycopg2.IntegrityError):
        tx.execute("UPDATE receipt_key SET until = now() WHERE id = %s", [current.id])


def test_a_change_waits_for_those_who_are_signing(database: Database) -> None:
    with database.transaction() as tx:
        signing = RECEIPTS.signing_key(tx)
        tx.commit()
    changed = threading.Event()

    def change() -> None:
        RECEIPTS.change_key(database)
        changed.set()

    with database.transaction() as tx:
        assert RECEIPTS.signing_key(tx).id == signing.id
        thread = threading.Thread(target=change)
        thread.start()
        assert not changed.wait(0.3)
        tx.commit()
    thread.join()
    assert changed.is_set()


@pytest.mark.rule("SEC-2")
def test_private_keys_rest_encrypted_and_a_wrong_secret_is_not_ready(database: Database) -> None:
    RECEIPTS.check(database)
    with database.transaction() as tx:
        kept = receipt_keys.signing(tx)
    assert kept is not None
    assert kept.private is not None
    assert len(kept.private) > 32
    with pytest.raises(UnreadableKey):
        replace(RECEIPTS, signer=ReceiptSigner(FernetCipher([OTHER_SECRET]))).check(database)
    with pytest.raises(UnreadableKey):
        RECEIPTS.signer.sign(ReceiptKey("x", kept.public, None, kept.since), "")
