"""`dci verifier RECORD.jsonl`: is this record whole, as it was published? What is this receipt worth?"""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from chassis.record import chain, keys, receipts

DONE, REFUSED, WRONG_USE = 0, 1, 2
LARGEST_SMALL_FILE: Final = 1024 * 1024
"""Bytes of a receipt's or keys' file."""


class WrongUse(Exception):
    """A file that cannot be read, or an option that lacks its companion."""


class Refused(Exception):
    """What was verified is not right."""


def add(commands: Any) -> None:
    """Put the command beside the others."""
    parser = commands.add_parser(
        "verifier",
        help="vérifie le procès-verbal d’un amphi et, si on le demande, un reçu",
        description="Vérifie la chaîne d’un procès-verbal publié ; nomme la première ligne changée, "
        "manquante, déplacée, en double ou étrangère.",
    )
    parser.add_argument("record", type=Path, metavar="RECORD.jsonl", help="le procès-verbal téléchargé")
    parser.add_argument("--en-cours", action="store_true", help="accepte un amphi qui n’est pas terminé")
    parser.add_argument("--hash", metavar="HASH", help="exige que la dernière décision ait cette empreinte")
    parser.add_argument("--keys", type=Path, metavar="FILE", help=f"les clés publiées ({keys.WELL_KNOWN})")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="un reçu (texte), avec --keys")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """0 all is right, 1 something is not (on stderr), 2 wrong use."""
    try:
        _require_both(asked)
        record = _verified(asked.record)
        _require_the_end(record, asked)
        _say(_summary(record))
        if asked.receipt is not None:
            _say(_receipt(asked.receipt, asked.keys, record))
    except WrongUse as problem:
        _complain(str(problem))
        return WRONG_USE
    except Refused as problem:
        _complain(str(problem))
        return REFUSED
    return DONE


def _require_both(asked: argparse.Namespace) -> None:
    if (asked.receipt is None) != (asked.keys is None):
        raise WrongUse("--receipt et --keys vont ensemble.")


def _verified(path: Path) -> chain.Record:
    try:
        with path.open("rb") as file:
            record = chain.verify(chain.lines_of(file))
    except OSError as problem:
        raise WrongUse(f"{path} : {problem.strerror}") from None
    if record.problem is not None:
        raise Refused(f"{path}, ligne {record.problem.line} : {record.problem.text}")
    return record


def _require_the_end(record: chain.Record, asked: argparse.Namespace) -> None:
    if asked.hash is not None and asked.hash.lower() != record.hash:
        raise Refused(
            f"La dernière décision ({record.seq}) a l’empreinte {record.hash}, et non celle qui est exigée."
        )
    if not record.edition and not asked.en_cours:
        raise Refused(
            f"La chaîne est intacte jusqu’à la décision {record.seq}, mais l’amphi n’y est pas terminé : "
            "la fin manque, ou il est en cours (alors : --en-cours)."
        )


def _summary(record: chain.Record) -> str:
    edition = f"édition {record.edition}" if record.edition else "amphi pas terminé"
    return (
        f"Procès-verbal intact : {record.seq} décisions, {edition}.\n"
        f"Amphi {record.amphi_id}\nDernière empreinte {record.hash}"
    )


def _receipt(path: Path, keys_path: Path, record: chain.Record) -> str:
    try:
        published = keys.read(_small(keys_path))
        receipt = receipts.read(_small(path).decode(errors="replace"))
    except keys.NotKeys as problem:
        raise WrongUse(str(problem)) from None
    except receipts.NotAReceipt as problem:
        raise Refused(str(problem)) from None
    finding = receipts.judge(receipt, published, record)
    text = f"Reçu : {finding.text}"
    if finding.verdict is not receipts.Verdict.VALID:
        raise Refused(text)
    return text


def _small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_SMALL_FILE)
    except OSError as problem:
        raise WrongUse(f"{path} : {problem.strerror}") from None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
