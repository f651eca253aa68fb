"""Files, functions and nesting stay within the sizes of the house."""

from pathlib import Path

from tests.architecture.checks import sizes
from tests.architecture.checks.tree import assert_none, python_files


def plant(folder: Path, text: str) -> list[Path]:
    path = folder / "planted.py"
    path.write_text(text, encoding="utf-8")
    return [path]


def test_files_are_short():
    assert_none(sizes.find_long_files(python_files()))


def test_a_long_file_is_found(tmp_path):
    assert_none(sizes.find_long_files(plant(tmp_path, "x = 1\n" * 400)))
    assert len(sizes.find_long_files(plant(tmp_path, "x = 1\n" * 401))) == 1


def test_functions_are_short():
    assert_none(sizes.find_long_functions(python_files()))


def test_a_long_function_is_found(tmp_path):
    fifty, fifty_one = tmp_path / "fifty.py", tmp_path / "fifty_one.py"
    fifty.write_text("def kept():\n" + "    x = 1\n" * 49, encoding="utf-8")
    fifty_one.write_text(
        "class Room:\n    async def grown(self):\n" + "        x = 1\n" * 50, encoding="utf-8"
    )
    assert_none(sizes.find_long_functions([fifty]))
    (fault,) = sizes.find_long_functions([fifty_one])
    assert fault.endswith("fifty_one.py:2 grown: 51 lines, at most 50")


def test_functions_are_flat():
    assert_none(sizes.find_deep_functions(python_files()))


def test_a_deep_function_is_found(tmp_path):
    blocks = ("def f(a):", "for b in a:", "if b:", "with b:", "while b:", "b.go()")
    deep = "\n".join("    " * depth + block for depth, block in enumerate(blocks))
    (fault,) = sizes.find_deep_functions(plant(tmp_path, deep))
    assert fault.endswith("f: nested 4 deep, at most 3")


def test_a_long_chain_of_elif_is_not_deep(tmp_path):
    chain = "def f(a):\n    if a == 0:\n        pass\n" + "".join(
        f"    elif a == {n}:\n        pass\n" for n in range(9)
    )
    assert_none(sizes.find_deep_functions(plant(tmp_path, chain)))
