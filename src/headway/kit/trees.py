"""A tree drawn from the root down, a box a line, each below what it hangs on; and the same as an outline."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, LINE, BOX, WIDTH, ROOM = 32, 58, 46, 330, 8
MOST_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Branch:
    """One box: its words, a second small line, where it leads. `depth` from 0; `is_open`: drawn with a broken edge."""

    words: str
    depth: int
    note: str = ""
    href: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """The branches in the order of an outline: each stands after the one it hangs on."""

    caption: str
    branches: tuple[Branch, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A branch with its place in the drawing; `line` leads to it from what it hangs on. In the outline it `opens` a list of
    what hangs on it, or closes so many."""

    branch: Branch
    x: int
    y: int
    line: str
    words: str
    opens: bool
    closes: range


@dataclass(frozen=True, slots=True)
class TreeDrawing:
    """The boxes with the size of the drawing."""

    tree: Tree
    boxes: tuple[Box, ...]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = BOX


def draw_tree(tree: Tree) -> TreeDrawing:
    """The drawing; without a branch it has no boxes."""
    boxes = tuple(_box(tree.branches, at) for at in range(len(tree.branches)))
    deepest = max((one.depth for one in tree.branches), default=0)
    return TreeDrawing(
        tree=tree,
        boxes=boxes,
        width=ROOM * 2 + deepest * STEP + WIDTH,
        height=ROOM * 2 + len(boxes) * LINE,
    )


def _box(branches: Sequence[Branch], at: int) -> Box:
    branch = branches[at]
    x, y = ROOM + branch.depth * STEP, ROOM + at * LINE
    above = next((n for n in range(at - 1, -1, -1) if branches[n].depth < branch.depth), None)
    line = ""
    if above is not None:
        from_x = ROOM + branches[above].depth * STEP + STEP // 2
        line = f"M{from_x} {ROOM + above * LINE + BOX}V{y + BOX // 2}H{x}"
    after = branches[at + 1].depth if at + 1 < len(branches) else 0
    return Box(branch, x, y, line, _short(branch.words), after > branch.depth, range(branch.depth - after))


def _short(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"
