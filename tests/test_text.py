"""The text of an article, piece by piece: what whole pages cannot show one at a time."""

from __future__ import annotations

import gc

import pytest

import fetch_articles as fa

TITLE = "The lamp on Gannet Point is lit again"
LEAD = "The lamp on Gannet Point burns again after eleven years of dark."
BODY = [
    "For eleven years the ships that came round Gannet Point did so by the stars, or not at all.",
    "On Friday the keeper climbed the two hundred steps with a can of oil, and then climbed down.",
    "She had forgotten the matches. By nine in the evening the light could be seen from Tarrow.",
    "The council, which had sold the old lens to a museum, paid for half of the new one.",
]


def page(*parts: str, head: str = "", title: str = TITLE) -> str:
    """A page with the parts between the first and the other paragraphs of a story."""
    first, *others = (f"<p>{text}</p>" for text in BODY)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} | Tarrow Echo</title>"
        f"<meta property=og:type content=article>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1><div class=story>{first}{''.join(parts)}{''.join(others)}</div>"
        "</article><footer><p>Tarrow Echo, Harbour Row 3</p></footer></body></html>"
    )


def blocks(html: str) -> list[str]:
    article = fa.extract_article(html, "https://echo.example/lamp")
    assert article is not None
    return article.text.split("\n\n")


def test_a_story_is_its_paragraphs() -> None:
    assert blocks(page()) == BODY


@pytest.mark.parametrize(
    "part",
    [
        "<p>Advertisement</p>",
        "<p>14:20 GMT</p>",
        "<p>* * *</p>",
        "<p><a href=/gulls>Read more: Gulls of the point</a></p>",
        "<figure><img src=a.jpg><figcaption>The keeper. Photo: Ada Quill</figcaption></figure>",
        "<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>The keeper stands at the"
        " foot of the two hundred steps on Friday, a can of oil in her left hand, and looks up at"
        " the lamp that nobody had lit since the winter of the long storm.</p></div>",
        "<div class=newsletter-signup><p>Sign up for our newsletter.</p></div>",
    ],
)
def test_what_is_not_the_story(part: str) -> None:
    assert blocks(page(part)) == BODY


RUBY = "<ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>"
SHADOW = "<x-part><template shadowrootmode=open>{}</template></x-part>"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<h2>{}</h2>", "Advertising the light"),
        ("<p>{}</p>", "“It is a good light,” she said at 14:20 on the same day."),
        (f"<p>{RUBY}{{}}</p>", " means lamp, and the keeper’s boat has it on its bow, in white."),
        (
            SHADOW.format("<p>{}</p>"),
            "Nobody had thought of the gulls in the lamp room that spring.",
        ),
    ],
)
def test_what_belongs_to_the_story(part: str, text: str) -> None:
    shown = f"灯(とう){text}" if RUBY in part else text
    assert blocks(page(part.format(text))) == [BODY[0], shown, *BODY[1:]]


def test_a_standfirst_that_only_repeats_the_description_is_left_out() -> None:
    head = f'<meta name=description content="{LEAD}">'
    story = page(head=head).replace("<div class=story>", f"<p class=standfirst>{LEAD}</p><div>")
    assert blocks(story) == BODY


def test_a_first_paragraph_that_the_description_was_taken_from_is_kept() -> None:
    head = f'<meta name=description content="{BODY[0][:70]}">'
    assert blocks(page(head=head).replace("<p>", "<p class=lead>", 1)) == BODY


@pytest.mark.parametrize(
    ("likely", "is_news", "kept"),
    [
        ([0.99, 0.98, 0.97, 0.3, 0.02], False, 3),  # where others are sure, a doubtful one is cut
        ([0.45, 0.4, 0.4, 0.3, 0.02], False, 4),  # where all are doubtful, the likeliest are kept
        ([0.99, 0.98, 0.97, 0.5], False, 4),
        ([0.99, 0.98, 0.97, 0.5], True, 3),  # on a page of news it is rather a teaser
        ([], True, 0),
    ],
)
def test_the_threshold_follows_how_sure_a_page_is(
    likely: list[float], is_news: bool, kept: int
) -> None:
    element = fa.Element("div", {}, None, hidden=False)
    found = [fa.Block("It rained. " * 20, element, 0.0, 0.0) for _ in likely]
    for block, value in zip(found, likely, strict=True):
        block.likely = value
    threshold = fa.best_threshold(found, is_news)
    assert sum(block.likely >= threshold for block in found) == kept


def test_paragraphs_of_one_box_are_judged_together_but_for_calls() -> None:
    box = fa.Element("div", {}, None, hidden=False)
    found = [fa.Block("It rained. " * 9, fa.Element("p", {}, box, hidden=False), 0, 0)]
    found += [fa.Block("So it did.", fa.Element("p", {}, box, hidden=False), 0, 0) for _ in "ab"]
    found += [fa.Block("It rained. " * 9, fa.Element("li", {}, box, hidden=False), 0, 0)]
    for block, likely in zip(found, (0.9, 0.3, 0.3, 0.3), strict=True):
        block.likely = likely
    found[2].evidence = ["short mentions subscribe"]
    fa.agree_in_families(found)
    first, like_it, call, other = (block.likely for block in found)
    assert 0.3 < like_it < first < 0.9
    assert call == other == 0.3


def test_a_front_page_is_no_article() -> None:
    cards = "".join(
        f"<div class=card><h3><a href=/{n}>Story number {n} of the day</a></h3><p>{text}</p></div>"
        for n, text in enumerate(BODY * 4)
    )
    front = f"<html lang=en><title>Tarrow Echo</title><body><main>{cards}</main></body></html>"
    assert fa.extract_article(front, "https://echo.example/") is None


@pytest.mark.parametrize("html", [page(), "<p>Nothing here</p>"])
def test_garbage_collection_goes_on_as_before(html: str) -> None:
    assert gc.isenabled()
    fa.extract_article(html, "https://echo.example/lamp")
    assert gc.isenabled()
