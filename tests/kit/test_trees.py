"""A tree is drawn line by line, each box joined to the one it hangs on, and stands as an outline that closes."""

from django.template import Context, Template

from headway.kit.trees import Branch, Tree, draw_tree

TREE = Tree(
    "Chart",
    (
        Branch("Head", 0),
        Branch("Chief", 1, "1 FTE"),
        Branch("Adviser", 2, is_open=True),
        Branch("Officer", 1, href="/x/"),
        Branch("Apart", 0),
    ),
)


def test_each_box_is_joined_to_the_one_it_hangs_on():
    boxes = draw_tree(TREE).boxes
    assert [bool(box.line) for box in boxes] == [False, True, True, True, False]
    assert boxes[3].line.startswith(f"M24 {boxes[0].y + 46}V")
    assert boxes[2].x > boxes[1].x > boxes[0].x


def test_the_outline_opens_as_many_lists_as_it_closes():
    html = Template("{% load kit %}{% tree_of tree %}").render(Context({"tree": TREE}))
    assert html.count("<ul") == html.count("</ul>") == 3
    assert html.count("<li>") == html.count("</li>") == 5
    assert '<a class="govuk-link" href="/x/">Officer</a>' in html


def test_long_words_are_shortened_in_the_drawing_and_whole_in_the_outline():
    words = "A very long title of a post that nobody would give to anybody"
    html = Template("{% load kit %}{% tree_of tree %}").render(
        Context({"tree": Tree("Chart", (Branch(words, 0),))})
    )
    assert "…" in html
    assert f"<li>{words}</li>" in html


def test_nothing_is_drawn_without_a_branch():
    assert (
        Template("{% load kit %}{% tree_of tree %}").render(Context({"tree": Tree("Chart", ())})).strip()
        == ""
    )
