"""Verifies a record line by line, and names the first that is changed, missing, moved, doubled or foreign."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from chassis.record.canonical import NotPlain
from chassis.record.lines import ENDED, FIRST_PREV_HASH, LONGEST_LINE, Line, read_line


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong: in which line of the file, and what, in French."""

    line: int
    text: str


@dataclass(slots=True)
class Record:
    """What a file holds, as far as it is right; `problem` is None where all of it is."""

    amphi_id: str = ""
    seq: int = 0
    hash: str = FIRST_PREV_HASH
    at: str = ""
    edition: int = 0
    """0 where the amphi is not finished: more is to come, or the end is missing (ENG-7)."""
    hashes: list[str] = field(default_factory=list)
    posts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """intern_id → (seq, number of the post), in order."""
    problem: Problem | None = None

    def hash_of(self, seq: int) -> str | None:
        """The hash of a decision."""
        return self.hashes[seq - 1] if 1 <= seq <= self.seq else None


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, of at most a byte more than `LONGEST_LINE`, however long a stranger made them."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line.rstrip(b"\r\n")


def verify(lines: Iterable[bytes]) -> Record:
    """The record that these lines make, up to the first that is wrong."""
    record, numbered = Record(), enumerate(lines, start=1)
    for number, raw in numbered:
        try:
            line = read_line(raw)
        except NotPlain as reason:
            record.problem = Problem(number, f"La ligne {number} n’est pas une décision : {reason}.")
            return record
        wrong = _wrong(record, number, line, numbered)
        if wrong is not None:
            record.problem = Problem(number, wrong)
            return record
        _add(record, line)
    if not record.seq:
        record.problem = Problem(1, "Le fichier est vide : il y manque la décision 1.")
    return record


def _add(record: Record, line: Line) -> None:
    record.amphi_id, record.seq, record.hash, record.at = line.amphi_id, line.seq, line.hash, line.at
    record.hashes.append(line.hash)
    if line.type == ENDED:
        record.edition = 1
    elif record.edition and line.extends_an_ended_amphi:
        record.edition += 1
    for intern_id, numero in line.posts_given:
        record.posts.setdefault(intern_id, []).append((line.seq, numero))


def _wrong(record: Record, number: int, line: Line, rest: Iterator[tuple[int, bytes]]) -> str | None:
    """What is wrong with the line that comes next; the lines after it help to name it."""
    if line.digest != line.hash:
        return _changed(record, number, line, rest)
    if record.amphi_id not in {"", line.amphi_id}:
        return f"La ligne {number} vient d’un autre amphi ({line.amphi_id})."
    if line.seq <= record.seq:
        return _again(record, number, line)
    if line.seq > record.seq + 1:
        return _out_of_order(record.seq + 1, number, line, rest)
    return _does_not_follow(record, number, line)


def _changed(record: Record, number: int, line: Line, rest: Iterator[tuple[int, bytes]]) -> str:
    """Which part was changed, where that can be known."""
    where = f"La ligne {number} (décision {line.seq}) a été changée"
    if replace(line, prev_hash=record.hash).digest == line.hash:
        return f"{where} : son « prev_hash » n’est plus l’empreinte de la décision précédente."
    if replace(line, seq=record.seq + 1).digest == line.hash:
        return (
            f"La ligne {number} a été changée : c’était la décision {record.seq + 1}, "
            f"elle porte le numéro {line.seq}."
        )
    following = next(_readable(rest), None)
    if following is not None and following[1].prev_hash == line.digest:
        return f"{where} : son contenu est intact, son empreinte (« hash ») ne l’est pas."
    return f"{where} : son contenu ne correspond plus à son empreinte (« hash »)."


def _again(record: Record, number: int, line: Line) -> str:
    if record.hash_of(line.seq) == line.hash:
        return f"La ligne {number} est en double : la décision {line.seq} est déjà à la ligne {line.seq}."
    return f"La ligne {number} est étrangère : une autre décision {line.seq} est déjà à la ligne {line.seq}."


def _out_of_order(expected: int, number: int, line: Line, rest: Iterator[tuple[int, bytes]]) -> str:
    """A line is missing here, or stands further on, or this one stands here too."""
    places: dict[int, int] = {}
    for later, other in _readable(rest):
        places.setdefault(other.seq, later)
    if expected not in places:
        first = min(seq for seq in (line.seq, *places) if seq > expected)
        missing = (
            f"la décision {expected}" if first - expected == 1 else f"les décisions {expected} à {first - 1}"
        )
        return f"Il manque {missing} : la ligne {number} est la décision {line.seq}."
    if line.seq in places:
        where = f"la décision {line.seq} est aussi à la ligne {places[line.seq]}"
        return f"La ligne {number} est en double : {where}."
    return (
        f"L’ordre a été changé : la ligne {number} devait être la décision {expected}, "
        f"qui est à la ligne {places[expected]} ; c’est la décision {line.seq}."
    )


def _does_not_follow(record: Record, number: int, line: Line) -> str | None:
    """A line in its place that is not made from the one before; None where all is well."""
    if line.at < record.at:
        return f"L’heure de la ligne {number} (décision {line.seq}) est avant celle de la ligne précédente."
    if line.prev_hash == record.hash:
        return None
    if line.seq == 1:
        return (
            f"La ligne {number} (décision 1) n’est pas le début : "
            "son « prev_hash » n’est pas fait de 64 zéros."
        )
    return (
        f"La ligne {number} (décision {line.seq}) ne suit pas la ligne {number - 1} : "
        "l’une des deux a été réécrite, empreinte comprise."
    )


def _readable(rest: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, Line]]:
    """The lines that are decisions at all."""
    for number, raw in rest:
        try:
            yield number, read_line(raw)
        except NotPlain:
            continue
