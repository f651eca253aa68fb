"""The shapes of marks, in charts and on maps: told apart without their colour."""

SHAPES = 4


def mark_path(number: int, x: float, y: float, half: float) -> str:
    """Circle, square, diamond, triangle around a point, by number from 1 and round again; `half` its size."""
    h = half
    shapes = (
        f"M{x - h:.1f} {y:.1f}a{h} {h} 0 1 0 {2 * h} 0a{h} {h} 0 1 0 -{2 * h} 0z",
        f"M{x - h:.1f} {y - h:.1f}h{2 * h}v{2 * h}h-{2 * h}z",
        f"M{x:.1f} {y - 1.3 * h:.1f}l{1.3 * h:.1f} {1.3 * h:.1f}l-{1.3 * h:.1f} {1.3 * h:.1f}l-{1.3 * h:.1f} -{1.3 * h:.1f}z",
        f"M{x:.1f} {y - h:.1f}l{h} {1.8 * h:.1f}h-{2 * h}z",
    )
    return shapes[(number - 1) % SHAPES]
