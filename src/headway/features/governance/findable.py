"""How boards are found by typing."""

from headway.features.governance.models import Board
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_board(board: Board) -> Findable:
    """A board by its name."""
    return Findable(board.public_id, board.name, also="board governors")


BOARDS = Source(Kind.BOARD, Board.objects.all, findable_board)
