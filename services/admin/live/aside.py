"""What staff see of an amphi's board besides its state: full names, ids, why somebody is absent."""

from chassis.live.board import Section
from dci.session.v1.session_pb2 import Board


def staff_aside(board: Board) -> Section:
    """By rank, as text."""
    passages = board.passages
    return {
        "noms": {str(each.rang_appel): each.identity for each in passages},
        "internes": {str(each.rang_appel): each.intern_id for each in passages},
        "motifs": {str(each.rang_appel): each.absence_motif for each in passages if each.absence_motif},
    }
