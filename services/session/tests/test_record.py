"""The record as published, over gRPC: whole, verified by others' code, without names (IFC-13)."""

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis.callers import User
from chassis.database import Database
from chassis.errors import DomainError, Kind
from chassis.record import receipts
from chassis.record.chain import Record, verify
from chassis.record.published import written
from chassis.record.receipts import Verdict
from chassis.tests.record.ed25519 import verifies
from dci.session.v1 import session_pb2 as pb
from services.session.domain.settings import Settings
from services.session.storage import decisions
from services.session.tests.callers import Callers, intern, mandataire
from services.session.tests.domain.scene import seconds
from services.session.tests.world import RECEIPTS, World, key, staff, timetable
from services.session.use_cases import record
from services.session.use_cases.back_to_draft import back_to_draft
from services.session.use_cases.by import by_staff
from services.session.use_cases.correct import Wanted, approve_correction, propose_correction
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.pause import pause
from services.session.use_cases.place import place
from services.session.use_cases.resume import resume
from services.session.use_cases.validate import validate

pytestmark = [pytest.mark.real, pytest.mark.rule("IFC-13")]

QUICK = Settings(delai_fin=seconds(1))
STAFF = User(UUID(int=7), "staff", frozenset({"administrateur"}), UUID(int=70))


def published(session: Callers, amphi_id: UUID) -> tuple[list[bytes], int]:
    """The lines of the file, and its edition."""
    pieces = list(session.record().GetRecord(pb.GetRecordRequest(amphi_id=str(amphi_id))))
    lines = [written(one).rstrip(b"\n") for piece in pieces for one in piece.decisions]
    (edition,) = {piece.edition for piece in pieces}
    return lines, edition


def whole(session: Callers, amphi_id: UUID) -> Record:
    lines, edition = published(session, amphi_id)
    found = verify(lines)
    assert found.problem is None
    assert (found.edition, found.amphi_id) == (edition, str(amphi_id))
    return found


def ended(world: World, internes: int = 2) -> UUID:
    amphi_id = world.started(internes, QUICK)
    for rang in range(1, internes + 1):
        world.choose(amphi_id, rang, 2930 + rang)
    world.later(2)
    world.tick(amphi_id)
    assert world.types(amphi_id)[-1] == "ended"
    return amphi_id


@pytest.mark.rule("ENG-7")
def test_a_finished_amphi_is_published_whole_in_its_first_edition(session: Callers, world: World) -> None:
    amphi_id = ended(world, internes=3)
    found = whole(session, amphi_id)
    assert (found.seq, found.edition) == (len(world.types(amphi_id)), 1)
    assert {who: posts[-1][1] for who, posts in found.posts.items()} == {
        str(UUID(int=rang)): 2930 + rang for rang in (1, 2, 3)
    }
    first = json.loads(published(session, amphi_id)[0][0])
    assert first.keys() == {"amphi_id", "seq", "at", "actor", "type", "payload", "prev_hash", "hash"}


@pytest.mark.rule("ENG-8")
def test_a_record_says_no_names_and_no_reasons(session: Callers, world: World) -> None:
    amphi_id = world.started(internes=2)
    pause(world.engine, amphi_id, staff(), "Madame DUPONT a un malaise")
    text = b"".join(published(session, amphi_id)[0]).decode()
    for hidden in ("NOM1", "Prénom1", "DUPONT", "malaise"):
        assert hidden not in text


@pytest.mark.rule("ENG-8")
def test_anonymising_leaves_the_chain_whole(session: Callers, world: World, database: Database) -> None:
    amphi_id = world.started(internes=2)
    pause(world.engine, amphi_id, staff(), "Incident")
    resume(world.engine, amphi_id, staff(), full_time=True)
    before = published(session, amphi_id)
    with database.transaction() as tx:
        assert tx.execute("DELETE FROM side_text WHERE amphi_id = %s", [amphi_id]) == 1
        tx.execute("UPDATE roster SET nom = '', prenom = '' WHERE amphi_id = %s", [amphi_id])
        tx.commit()
    assert published(session, amphi_id) == before
    whole(session, amphi_id)


def test_a_running_amphi_is_published_so_far_and_says_so(session: Callers, world: World) -> None:
    amphi_id = world.started(internes=3)
    world.choose(amphi_id, 1, 2931)
    assert whole(session, amphi_id).edition == 0


def test_a_long_record_comes_in_pieces(
    session: Callers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    amphi_id = ended(world, internes=5)
    monkeypatch.setattr(record, "A_PIECE", 3)
    pieces = list(session.record().GetRecord(pb.GetRecordRequest(amphi_id=str(amphi_id))))
    assert len(pieces) > 4
    whole(session, amphi_id)


def test_a_brouillon_and_an_unknown_amphi_have_no_record(session: Callers, world: World) -> None:
    draft, taken_back = world.draft(), world.validated()
    back_to_draft(world.engine, taken_back, staff())
    for amphi_id in (draft, taken_back, uuid4()):
        with pytest.raises(DomainError) as refused:
            published(session, amphi_id)
        assert refused.value.kind is Kind.NOT_FOUND


@pytest.mark.rule("ENG-8")
def test_the_receipt_of_a_choice_is_answered_with_it_and_later(session: Callers, world: World) -> None:
    amphi_id, my_key = world.started(internes=2), key()
    asked = pb.ChooseRequest(amphi_id=str(amphi_id), key=my_key, numero=2931)
    with session.acting(intern(1)):
        first = session.passage().Choose(asked)
        again = session.passage().Choose(asked)
        own = session.record().GetReceipt(pb.GetReceiptRequest(amphi_id=str(amphi_id))).receipt
    assert first.receipt == again.receipt == own
    told = session.record().ListReceiptKeys(pb.ListReceiptKeysRequest()).keys
    keys = {one.key_id: one.public_key for one in told}
    content = json.loads(own.content)
    assert (content["seq"], content["hash"], content["numero"]) == (first.seq, first.hash, 2931)
    assert verifies(keys[content["key_id"]], own.content.encode(), urlsafe_b64decode(own.signature + "=="))
    assert receipts.read(receipts.written(own.content, own.signature)).numero == 2931


@pytest.mark.rule("SEC-5")
def test_only_its_intern_and_notifications_have_a_receipt(session: Callers, world: World) -> None:
    amphi_id = world.started(internes=2)
    world.choose(amphi_id, 1, 2931)
    asked = pb.GetReceiptRequest(amphi_id=str(amphi_id), intern_id=str(UUID(int=1)))
    assert session.record("notifications").GetReceipt(asked).HasField("receipt")
    with session.acting(intern(2)):
        assert not session.record().GetReceipt(asked).HasField("receipt")
    with session.acting(STAFF), pytest.raises(DomainError) as no_staff:
        session.record("admin").GetReceipt(asked)
    with pytest.raises(DomainError) as nobody:
        session.record().GetReceipt(asked)
    with pytest.raises(DomainError) as no_postes:
        session.record("postes").GetReceipt(asked)
    kinds = {one.value.kind for one in (no_staff, nobody, no_postes)}
    assert kinds <= {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}


def verdict(session: Callers, amphi_id: UUID, word: str) -> Verdict:
    told = session.record().ListReceiptKeys(pb.ListReceiptKeysRequest()).keys
    keys = {one.key_id: Ed25519PublicKey.from_public_bytes(one.public_key) for one in told}
    return receipts.judge(receipts.read(word), keys, whole(session, amphi_id)).verdict


def word_of(session: Callers, amphi_id: UUID, rang: int, *, seq: int = 0) -> str:
    asked = pb.GetReceiptRequest(amphi_id=str(amphi_id), intern_id=str(UUID(int=rang)), seq=seq)
    found = session.record("notifications").GetReceipt(asked).receipt
    return receipts.written(found.content, found.signature)


@pytest.mark.rule("CHX-6", "ENG-7")
def test_a_correction_after_the_end_is_a_new_edition_and_replaces_the_receipt(
    session: Callers, world: World
) -> None:
    amphi_id = ended(world)
    before, other = word_of(session, amphi_id, 1), word_of(session, amphi_id, 2)
    assert verdict(session, amphi_id, before) is Verdict.VALID
    first, second = (by_staff("administrateur", UUID(int=person), key()) for person in (101, 102))
    wanted = [Wanted(amphi_id, 1, 2940)]
    proposal = propose_correction(world.engine, amphi_id, first, wanted, "Reclassement")
    approve_correction(world.engine, amphi_id, second, proposal.correction_id)
    assert whole(session, amphi_id).edition == 2
    assert verdict(session, amphi_id, before) is Verdict.REPLACED
    after = word_of(session, amphi_id, 1)
    assert (receipts.read(after).numero, verdict(session, amphi_id, after)) == (2940, Verdict.VALID)
    assert verdict(session, amphi_id, other) is Verdict.VALID


@pytest.mark.rule("TRN-5", "CHX-6")
def test_notifications_asks_for_the_receipt_of_one_decision_replaced_since_or_not(
    session: Callers, world: World
) -> None:
    amphi_id = ended(world)
    before = word_of(session, amphi_id, 1)
    first, second = (by_staff("administrateur", UUID(int=person), key()) for person in (101, 102))
    proposal = propose_correction(world.engine, amphi_id, first, [Wanted(amphi_id, 1, 2940)], "Reclassement")
    approve_correction(world.engine, amphi_id, second, proposal.correction_id)
    after = word_of(session, amphi_id, 1)
    chosen, corrected = (receipts.read(word).seq for word in (before, after))
    assert word_of(session, amphi_id, 1, seq=chosen) == before
    assert word_of(session, amphi_id, 1, seq=corrected) == after
    asked = pb.GetReceiptRequest(amphi_id=str(amphi_id), intern_id=str(UUID(int=1)), seq=corrected - 1)
    assert not session.record("notifications").GetReceipt(asked).HasField("receipt")


@pytest.mark.rule("ENG-8", "PRC-5")
def test_a_choice_by_proxy_names_the_mandataire_by_id_and_the_record_verifies(
    session: Callers, world: World
) -> None:
    amphi_id, active = world.started(internes=2), str(mandataire(1).id)
    told = pb.ApplyRightsRequest(intern_id=str(UUID(int=1)), version=1, semestre="052027")
    told.MergeFrom(pb.ApplyRightsRequest(procuration=True, mandataire_id=active))
    session.passage("identity").ApplyRights(told)
    with session.acting(mandataire(1)):
        session.passage().Choose(pb.ChooseRequest(amphi_id=str(amphi_id), key=key(), numero=2931))
    whole(session, amphi_id)
    world.check_log(amphi_id)
    lines = [json.loads(line) for line in published(session, amphi_id)[0]]
    (chosen,) = [line["payload"] for line in lines if line["type"] == "chosen"]
    assert (chosen["par"], chosen["mandataire_id"]) == ("mandataire", active)


@pytest.mark.rule("CHX-8")
def test_a_place_given_beforehand_has_its_receipt_too(session: Callers, world: World) -> None:
    amphi_id = world.draft()
    place(world.engine, amphi_id, staff(), 2, 2931, "Reclassement")
    cut_into_sessions(world.engine, amphi_id, timetable())
    validate(world.engine, world.lists, amphi_id, staff())
    word = word_of(session, amphi_id, 2)
    assert (receipts.read(word).numero, verdict(session, amphi_id, word)) == (2931, Verdict.VALID)


@pytest.mark.rule("CHX-6", "CHX-9")
def test_an_exchange_between_two_amphis_is_signed_once_each(world: World, database: Database) -> None:
    one, other = world.started(2), world.started(2)
    world.choose(one, 1, 2931)
    with database.transaction() as tx:
        (decision,) = [each for each in decisions.after(tx, one, 0, None, None) if each.type == "chosen"]
        lines = [
            {"amphi_id": str(amphi), "intern_id": str(UUID(int=7)), "numero": 5} for amphi in (one, other)
        ]
        signed = replace(
            decision,
            type="corrected",
            payload={"lines": lines, "received_at": decision.payload["received_at"]},
            seq=decision.seq + 100,
        )
        RECEIPTS.sign(tx, signed)
        assert tx.value("SELECT count(*) FROM receipt WHERE seq = %s", [signed.seq]) == 1


@pytest.mark.rule("PRC-5")
def test_a_mandataire_has_the_receipt_of_the_intern(session: Callers, world: World) -> None:
    amphi_id = world.started(internes=2)
    world.choose(amphi_id, 1, 2931)
    asked = pb.GetReceiptRequest(amphi_id=str(amphi_id), intern_id=str(UUID(int=2)))
    with session.acting(mandataire(1)):
        found = session.record().GetReceipt(asked).receipt
    assert receipts.written(found.content, found.signature) == word_of(session, amphi_id, 1)
