"""The text of an article, piece by piece: what whole pages cannot show one at a time."""

from __future__ import annotations

import gc
import json
import re
import time

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

SHORT_BODY = [
    "The council of Tarrow voted for a new lamp on Monday, after four hours of debate.",
    "The owners of boats had been waiting for such a vote for more than ten years.",
    "“We lose two hours a day at the point,” said Ilma Terran, who fishes for crab.",
    "The mayor, Osk Velden, promised that work would begin before the winter comes.",
    "Others would rather spend the money on schools, and two of them went to court.",
    "The county has not said whether it will pay for any part of the work so far.",
    "A first study, of 2019, put the cost of lamp and lens at 40 million crowns.",
    "The steps and the rail are expected to take eighteen months, the mayor said.",
]
LINE_NUMBERS = "\n".join(map(str, range(1, 13)))


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
        "<p>Listen to this article</p>",
        "<p>4 min read</p>",
        "<p>Like this:</p><p>Like Loading...</p>",
        "<p>View this post on Instagram</p><p>A post shared by Tarrow Lights (@lamp)</p>",
        "<p>Get unlimited access for 1 crown a week.</p>",
        "<p>Report a typo or an error</p>",
        "<p>Download the Echo app for news from the point.</p>",
        "<form class=newsletter-form><div class=newsletter-form-footnote><p>We keep your address to"
        " ourselves.</p></div></form>",
        "<div class=blog-cta><p>Bring a coat and see the lamp on your own.</p></div>",
        "<p>14:20 GMT</p>",
        "<p>14:20 Uhr</p>",
        "<div class=toc><p>In this article:</p><ul><li><a href=#oil>The oil</a><li>"
        "<a href=#lens>The lens</a></ul></div>",
        "<p><img src=a.jpg><em class=img_desc>The keeper stands on the steps</em></p>",
        "<p>* * *</p>",
        "<p>[signup_box]</p>",
        "<p>[gallery ids='4,5']</p>",
        "<p>[Gambas:Video 20]</p>",
        "<p>რეკლამა</p>",
        "<p><a href=/gulls>Read more: Gulls of the point</a></p>",
        "<figure><img src=a.jpg><figcaption>The keeper. Photo: Ada Quill</figcaption></figure>",
        "<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>The keeper stands at the"
        " foot of the two hundred steps on Friday, a can of oil in her left hand, and looks up at"
        " the lamp that nobody had lit since the winter of the long storm.</p></div>",
        "<p>The two hundred steps up to the lamp, on Friday. Foto: Ida Blum/Tarrow Bild</p>",
        "<div class=newsletter-signup><p>Sign up for our newsletter.</p></div>",
        "<p>Copyright 2024 Tarrow Echo Press. Not to be printed elsewhere.</p>",
        "<p>#tarrow #lamps</p>",
        "<p><a href=/gulls>[The gulls of the point are back, and so are the chips]</a></p>",
        "<p><a class='btn btn-large' href=/tours>Book a tour of the lamp room now</a></p>",
        "<p><b>Lire : <a href=/gulls>Les mouettes du cap sont de retour</a></b></p>",
        "<p><a href=/lamp/thread>Comments (5)</a></p>",
        "<p><b>IN TARROW:</b> <a href=/gulls>The gulls of the point are back in town</a></p>",
        "<p>See also:</p><p><a href=/gulls>The gulls are back</a></p><p><a href=/oil>The price"
        " of oil</a></p>",
        "<p>What is told below</p><ul><li><a href=#oil>The oil</a><li><a href=#lens>The lens</a>"
        "</ul>",
    ],
)
def test_what_is_not_the_story(part: str) -> None:
    assert blocks(page(part)) == BODY


@pytest.mark.parametrize(
    "part",
    [
        "<section id=comments-from-the-council><h2>{}</h2><p>{}</p></section>",
        "<div id=s2-comments-from-the-council><h2>{}</h2><p>{}</p></div>",
        "<h2 id=h-comments-from-the-council>{}</h2><ul><li>{}</ul>",
    ],
)
def test_an_id_made_of_a_heading_tells_what_it_is_about(part: str) -> None:
    texts = "Comments from the council", "“It is dear,” said Osk Velden, “but it was dark.”"
    assert blocks(page(part.format(*texts))) == [BODY[0], *texts, *BODY[1:]]


def test_a_short_id_may_be_the_heading_of_what_it_names() -> None:
    widget = f"<div id=user-comments><h3>User comments</h3><p>{SHORT_BODY[0]}</p></div>"
    assert blocks(page(widget)) == BODY


def test_the_topics_of_a_post_in_its_class_do_not_say_what_it_is() -> None:
    teasers = "".join(
        f"<div class=teaser><h3><a href=/{i}>{text[:40]}</a></h3><p>{text} In {2000 + i}.</p></div>"
        for i, text in enumerate(SHORT_BODY * 3)
    )
    story = (
        "<div class='post-7 post type-post status-publish hentry category-comments tag-newsletter'>"
        f"<h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in BODY)}</div>"
    )
    assert (
        blocks(f"<title>{TITLE} | Tarrow Echo</title><div id=wrap>{story}{teasers}</div>") == BODY
    )


RUBY = "<ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>"
SHADOW = "<x-part><template shadowrootmode=open>{}</template></x-part>"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<h2>{}</h2>", "Advertising the light"),
        ("<p>{}</p>", "“It is a good light,” she said at 14:20 on the same day."),
        ("<div class=no_caption><p>{}</p></div>", "The lens is as tall as a child of six years."),
        ("<div class=credit-cards><p>{}</p></div>", "She paid for the oil with a card, in Tarrow."),
        ("<div class=callout><p>{}</p></div>", "The lamp room is open on the first Sunday of May."),
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


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("<p>{} <i style='display:block;float:left'>T</i>oo late.</p>", "{} Too late."),
        ("<p>{} Said <person>Ada</person> <b>Quill</b>.</p>", "{} Said Ada Quill."),
        ("<p>{} <button>See the lens</button>, it says.</p>", "{} See the lens, it says."),
        ("<h2>The lens<a href=#lens>#</a></h2><p>{}</p>", "The lens\n\n{}"),
        ("<h2><a name=lens class=x1>The lens</a></h2><p>{}</p>", "The lens\n\n{}"),
        ("<h2>The lens<i class=mw-editsection>[edit]</i></h2><p>{}</p>", "The lens\n\n{}"),
        ("<h2><button aria-expanded=false>The lens</button></h2><p>{}</p>", "The lens\n\n{}"),
        ("<p>{} <a href=/b>Tarrow<i class=sr-only> (new tab)</i></a>.</p>", "{} Tarrow."),
        ("<p>{} A lens <i class=sr-only>of glass</i> too.</p>", "{} A lens too."),
        (
            "<p>{} <b aria-hidden=true>−5°</b><i class=sr-only>Minus five degrees</i>.</p>",
            "{} Minus five degrees.",
        ),
        (
            "<p>{} <b aria-hidden=true>!</b> <i class=sr-only>Tip:</i> light it.</p>",
            "{} light it.",
        ),
        ("<p>{} A lens<i role=tooltip>of glass</i> too.</p>", "{} A lens too."),
        ("<p>{} A <b>lens<i class=tooltiptext>of glass</i></b> too.</p>", "{} A lens too."),
        ("<p>{} A <dfn>lens</dfn><span id=tooltip-7>of glass</span> too.</p>", "{} A lens too."),
        ("<p>{} <ruby>灯<rtc><rt>a</rt></rtc></ruby>.</p>", "{} 灯."),
        ("<div style='white-space:pre-line'>{}\nThe end.</div>", "{}\nThe end."),
        (
            f"<p>{{}}</p><table><td><pre>{LINE_NUMBERS}</pre><td><pre>light()</pre></table>",
            "{}\n\nlight()",
        ),
        (f"<p>{{}}</p><pre>{LINE_NUMBERS}</pre><p>Lit.</p>", "{}\n\nLit."),
        ("<p>{}</p><pre><div>if dark:</div><div>light()</div></pre>", "{}\n\nif dark:\nlight()"),
    ],
)
def test_nothing_is_split_or_glued(part: str, shown: str) -> None:
    assert "\n\n".join(blocks(page(part.format(LEAD)))[1:-3]) == shown.format(LEAD)


def test_cells_are_read_as_other_text_is() -> None:
    rows = [
        "<td>L<b>amp</b></td><td>Steps</td>",
        "<td>Gan&shy;net<sup>1</sup></td><td><i hidden>0200</i>200</td>",
        "<td hidden>91</td><td>Fer<wbr>row<br>Rock</td><td><p>91</td>",
    ]
    hidden = "<tr style='display: none'><td>Skerry</td><td>64</td></tr>"
    table = f"<table><tr>{'</tr><tr>'.join(rows)}</tr>{hidden}</table>"
    assert blocks(page(table))[1] == "Lamp | Steps\nGannet1 | 200\nFerrow Rock | 91"


def test_a_word_with_thousands_of_readings_takes_no_time() -> None:
    start = time.process_time()
    blocks(page(f"<p><ruby>{'灯<rt>a</rt>' * 10_000}</ruby></p>"))
    assert time.process_time() - start < 5


def test_a_table_below_the_story_is_its_own_with_its_heading() -> None:
    rows = ["Lamp | Steps", "Gannet | 200", "Ferrow | 91", "Skerry | 64"]
    cells = "".join(f"<tr><td>{row.replace(' | ', '</td><td>')}</td></tr>" for row in rows)
    below = f"<h2>The lamps of Tarrow</h2><figure><table>{cells}</table></figure>"
    story = page().replace("</div></article>", f"{below}</div></article>")
    assert blocks(story) == [*BODY, "The lamps of Tarrow", "\n".join(rows)]


@pytest.mark.parametrize(
    ("quote", "row", "stays"),
    [
        ("It is a good light.", False, True),
        ("Follow us", False, False),
        ("Gannet | 200", True, True),
    ],
)
def test_what_stands_between_kept_paragraphs_may_stay_though_it_looks_foreign(
    quote: str, row: bool, stays: bool
) -> None:
    story = fa.Element("div", {}, None, hidden=False)
    box = fa.Element("table" if row else "blockquote", {}, story, hidden=False)
    paragraphs = [fa.Block(text, fa.Element("p", {}, story, False), 0, 0) for text in BODY[:2]]
    label = fa.Block("Advertisement", fa.Element("p", {}, story, False), 0, 0)
    foreign = fa.Block(quote, fa.Element("p", {}, box, False), 0, 0)
    foreign.row = row
    for block in paragraphs:
        block.kept = True
    found = [paragraphs[0], label, foreign, paragraphs[1]]
    assert bool(fa.why_kept(found, 2, 0, 3, {story})) == stays


def test_crossheads_may_be_set_as_large_as_the_headline() -> None:
    story = page("<h1>The oil</h1>").replace(f"<p>{BODY[3]}", f"<h1>The lens</h1><p>{BODY[3]}")
    assert blocks(story) == [BODY[0], "The oil", *BODY[1:3], "The lens", BODY[3]]
    parsed = fa.parse_html(story, "https://echo.example/lamp")
    known = fa.what_is_known(parsed, fa.extract_metadata(parsed), fa.read_blocks(parsed.soup)[0])
    assert known.titles == {fa.fold_letters(TITLE)}


def test_a_heading_goes_with_the_list_below_it_whatever_follows() -> None:
    items = "".join(f"<li>{text}</li>" for text in ("a can of oil", "a box of matches"))
    link = "<p><a href=/gulls>Read more: Gulls of the point, and how they came there</a></p>"
    story = page().replace("</div></article>", f"<h2>To bring</h2><ul>{items}</ul>{link}</div>")
    assert blocks(story)[-3:] == ["To bring", "a can of oil", "a box of matches"]


def test_a_body_for_each_width_of_the_screen_is_shown_once() -> None:
    story = [BODY[0], "The steps", *BODY[1:3], "The lens", BODY[3]]
    tags = ["p", "h2", "p", "p", "h2", "p"]
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, story, strict=True))
    widths = "".join(f"<div class='w{width}'>{body}</div>" for width in (320, 810, 1200))
    html = page().partition("<div class=story>")[0] + f"{widths}</article></html>"
    assert blocks(html) == story


def test_class_names_that_only_sound_like_hidden_or_subscribe_hide_nothing() -> None:
    assert fa.label_kinds("field--label-hidden") == ("tag",)
    assert fa.label_kinds("overflow-hidden hidden-print subscriber-only") == ()
    assert fa.label_kinds("is-hidden subscribe-box") == ("unseen", "box", "subscribe")


def test_sentences_of_thai_end_without_a_stop() -> None:
    line = "เรือข้ามฟากกลับมาให้บริการอีกครั้งเมื่อวันศุกร์หลังจากหยุดไปนานถึงสิบเอ็ดปีเต็มเพราะพายุ ชาวบ้านดีใจ"
    element = fa.Element("p", {}, None, hidden=False)
    assert fa.Block(line, element, 0, 0).mass > 0
    assert "long end sentence" in fa.own_evidence(fa.Block(line, element, 0, 0))


@pytest.mark.parametrize("line", ["By Ada Quill | 3 May 2024", "Updated on 3 May 2024 at 9:05"])
def test_a_byline_between_standfirst_and_story_is_none_of_it(line: str) -> None:
    story = page().replace("<p>", f"<p>{BODY[3]}</p><p>{line}</p><p>", 1)
    story = story.replace("<head>", "<head><meta name=author content='Ada Quill'>")
    assert line not in blocks(story)


@pytest.mark.parametrize(
    "line",
    [
        "Print this page", "Email this article", "Font size: A A A", "Save for later",
        "Skip to content", "Jump to recipe", "Next article", "Back to all posts", "← Back to news",
        "1,234 views", "12 shares", "Views: 1,234", "Pages: 1 2 3", "Est. reading time: 4 minutes",
        "Veröffentlicht am 3. Mai 2024 um 09:05 Uhr, aktualisiert am 4. Mai 2024 um 10:00 Uhr",
    ],
)  # fmt: skip
def test_a_page_ends_above_its_buttons_and_dates(line: str) -> None:
    assert blocks(page().replace("</div></article>", f"<p>{line}</p></div></article>")) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "View comments", "Leave a comment", "Have your say", "Tap to expand", "Copy link", "Tweet",
        "Share on Facebook", "Read full story", "Your browser does not support the video tag.",
        "Deja un comentario", "Compartir en Facebook", "Clique aqui", "Jetzt kommentieren",
        "Auf Facebook teilen", "An dieser Stelle finden Sie einen externen Inhalt",
        "Voir les commentaires", "Ce contenu est bloqué", "Condividi su Facebook", "Комментарии",
        "Нашли опечатку? Выделите текст и нажмите Ctrl+Enter", "Zobacz komentarze", "Yorum yaz",
        "Lihat komentar", "Plaats een reactie", "Visa kommentarer", "コメントを見る", "继续阅读",
        "댓글 보기", "اترك تعليقا", "La noticia continúa después de la publicidad",
        "Nach der Anzeige weiterlesen", "Gulir ke bawah untuk melanjutkan membaca",
    ],
)  # fmt: skip
def test_buttons_are_none_of_the_story(line: str) -> None:
    assert blocks(page(f"<p>{line}</p>")) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "You have reached your limit of free articles this month. Subscribe to continue.",
        "Sie haben bereits ein Abo? Hier anmelden.", "¿Ya eres suscriptor? Inicia sesión.",
        "Déjà abonné ? Connectez-vous.", "Sei già abbonato? Accedi.",
        "Masz już prenumeratę? Zaloguj się.", "Статья доступна только подписчикам.",
        "本文为付费内容，订阅后继续阅读。", "Bu haber yalnızca aboneler içindir.",
        "Your support makes our independent journalism possible. Give today.",
        "Unterstützen Sie unabhängigen Journalismus mit einer Spende.",
        "Apoya el periodismo independiente con una donación.",
        "Поддержите независимую журналистику.",
        "It looks like you are using an ad blocker. Please switch it off.",
        "Bitte deaktivieren Sie Ihren Adblocker.", "Please refresh the page or turn on JavaScript.",
        "This site is protected by reCAPTCHA and the Google Privacy Policy applies.",
        "Comments on this article are closed.", "Les commentaires sont fermés.",
        "By signing up you agree to our terms of service.", "Was this article helpful?",
        "Like this story? Share it with your friends.",
        "This summary was generated by AI and checked by an editor.",
    ],
)  # fmt: skip
def test_walls_and_forms_of_all_kinds_are_none_of_the_story(line: str) -> None:
    assert blocks(page(f"<p>{line}</p>")) == BODY


@pytest.mark.parametrize("tag", ["aside class=factbox", "div"])
def test_a_heading_goes_with_the_list_below_it(tag: str) -> None:
    items = ["Two hundred steps", "Twelve crowns a day", "Eleven years"]
    box = f"<{tag}><h3>The lamp in figures</h3><ul><li>{'<li>'.join(items)}</ul></{tag.split()[0]}>"
    assert blocks(page(box))[1:5] == ["The lamp in figures", *items]


@pytest.mark.parametrize(
    "notice",
    [
        "We need your permission to load this content, which may use cookies and the like.",
        "To view this content, you'll need to update your privacy settings.",
        "Um eingebettete Inhalte zu zeigen, brauchen wir deine Einwilligung, jederzeit kündbar.",
        "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.",
        "Ich bin damit einverstanden, dass mir dies gezeigt wird. Personenbezogene Daten gehen.",
        "Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung der Plattform.",
        "Pour afficher ce contenu, vous devez accepter les cookies des réseaux sociaux.",
        "Este contenido está bloqueado porque no has aceptado las cookies.",
        "Per visualizzare questo contenuto devi accettare i cookie di terze parti.",
        "Deze inhoud kan niet worden getoond omdat je geen cookies hebt toegestaan.",
        "För att se det här innehållet måste du godkänna cookies från plattformen.",
        "For å se dette innholdet må du godta informasjonskapsler.",
        "Aby zobaczyć tę treść, musisz wyrazić zgodę na przetwarzanie danych.",
        "A tartalom megtekintéséhez el kell fogadnia a közösségi média sütiket.",
        "Tätä sisältöä ei voi näyttää, koska et ole hyväksynyt evästeitä.",
    ],
)
def test_notices_in_place_of_embedded_posts_are_none_of_the_story(notice: str) -> None:
    assert blocks(page(f"<p>{notice}</p>")) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "This video was taken without the consent of the keeper, who has complained to the police.",
        "Dieses Video wurde ohne Zustimmung der Familie gezeigt, wie die Polizei am Montag sagte.",
        "This content is what readers come for, said the editor, and they come every morning.",
    ],
)
def test_stories_about_videos_and_consent_are_no_notices(line: str) -> None:
    assert line in blocks(page(f"<p>{line}</p>"))


@pytest.mark.parametrize("label", ["Advertisement", "Anzeige", "PUBLICIDAD", "Реклама", "広告"])
def test_an_advertisement_may_be_labelled_by_a_heading(label: str) -> None:
    assert blocks(page(f"<h4>{label}</h4>")) == BODY
    assert "Sponsorship" in blocks(page("<h4>Sponsorship</h4>"))  # which a story may be about


@pytest.mark.parametrize(
    "line",
    [
        "„Ich bin damit einverstanden“, sagte die Bürgermeisterin am Abend.",
        "Have your say at the meeting on Monday, said the mayor of Tarrow.",
        "By signing up to the pact, the mayor has bound the town for eleven years.",
        "To comment on this was more than the mayor would do on Monday.",
        "Комментарии мэра услышали все, кто был в гавани в тот вечер.",
    ],
)
def test_sentences_that_begin_like_buttons_are_the_story(line: str) -> None:
    assert line in blocks(page(f"<p>{line}</p>"))


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 mai 2024 à 09h05, mis à jour le 4 mai 2024 à 10h00",
        "BY ADA QUILL • PUBLISHED MAY 3, 2024 • UPDATED ON MAY 4, 2024 AT 9:05 AM",
        "Photographs by Ivo Blum", "Graphics by Ivo Blum", "Translated by Ida Fell and Ivo Blum",
    ],
)  # fmt: skip
def test_lines_of_two_dates_and_of_other_names_are_none_of_the_story(line: str) -> None:
    html = page().replace("<div class=story>", f"<div class=story><p>{line}</p>")
    assert blocks(html) == BODY


def test_sentences_that_begin_like_credits_are_the_story() -> None:
    lines = [
        "Produced by Ivo Blum, a leading keeper of lamps, the film is a window into their life.",
        "Photographs by night are hard to take",
    ]
    assert blocks(page(*(f"<p>{line}</p>" for line in lines)))[1:3] == lines


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


@pytest.mark.parametrize(("kept_below", "stays"), [(True, True), (False, False)])
def test_a_heading_between_short_lines_goes_with_them(kept_below: bool, stays: bool) -> None:
    box = fa.Element("div", {}, None, hidden=False)
    found = [
        fa.Block("So it did.", fa.Element(name, {}, box, hidden=False), 0, 0)
        for name in ("p", "h3", "p")
    ]
    found[0].kept, found[2].kept = True, kept_below
    fa.settle_headings(found)
    assert found[1].kept == stays


@pytest.mark.parametrize("line", ["3 May 2024, 14:20", "By Ada Quill, Staff Writer"])
def test_a_date_or_byline_set_as_a_heading_heads_no_paragraph(line: str) -> None:
    assert not fa.is_crosshead(fa.Block(line, fa.Element("h5", {}, None, hidden=False), 0, 0))


def test_a_calendar_is_no_table_of_data() -> None:
    rows = "<tr><td>M<td>T<td>W<td>T<tr><td>6<td>7<td>8<td>9<tr><td>13<td>14<td>15<td>16"
    html = f"<table><tr><td colspan=4>May 2024{rows}</table>"
    table = fa.parse_html(html, "https://a.example/").soup.table
    assert table is not None and not fa.is_data_table(table)
    table = fa.parse_html(html.replace("6", "gulls"), "https://a.example/").soup.table
    assert table is not None and fa.is_data_table(table)


@pytest.mark.parametrize("line", ["Nobody slept.", "„Nie.“", "没有人睡觉。", "ولم ينم أحد؟"])
def test_a_short_sentence_may_open_a_story(line: str) -> None:
    def opens_with(opening: str) -> str:
        return page().replace("<div class=story>", f"<div class=story><p>{opening}</p>")

    assert blocks(opens_with(line)) == [line, *BODY]
    assert blocks(opens_with(line.strip(".?“。؟"))) == BODY  # a label


@pytest.mark.parametrize("markup", ["<ol>{}</ol>", "<ul>{}</ul>", "<dl>{}</dl>"])
def test_a_list_of_short_items_may_end_a_story(markup: str) -> None:
    items = ["a can of oil", "two boxes of matches", "a new wick"]
    tag = "dd" if "dl" in markup else "li"
    for end, kept in ((items, items), (["Tarrow"], [])):  # one alone is a place, or a label
        html = markup.format("".join(f"<{tag}>{item}</{tag}>" for item in end))
        story = page().replace("</div></article>", f"{html}</div></article>")
        assert blocks(story) == BODY + kept
    bar = markup.format("".join(f"<{tag}>{item}</{tag}>" for item in ("Ivo", "12 May", "Tarrow")))
    bar = bar.replace(markup[:3], f"{markup[:3]} class=author-info", 1)
    assert blocks(page().replace("</div></article>", f"{bar}</div></article>")) == BODY


@pytest.mark.parametrize(
    "heading",
    [
        "Advertisement", "Inscrivez-vous à notre newsletter.", "Foto: Ivo Blum/PAP",
        "Следите за нашими новостями в Telegram", "关注我们的公众号",
        "Baca juga: <a href=/x>Camar mencuri topi</a>",
    ],
)  # fmt: skip
def test_calls_and_labels_as_headings_are_none_of_the_story(heading: str) -> None:
    assert blocks(page(f"<h4>{heading}</h4>")) == BODY
    for own in ("Advertising", "Deli", "The big picture: a dark coast"):
        assert blocks(page(f"<h4>{own}</h4>"))[1] == own


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Ivo Blum/dpa", "© Alle Rechte vorbehalten", "Publicité", "Síguenos en Instagram",
        "Время чтения: 3 минуты", "写真：共同", "사진=메아리", "تصوير: رويترز", "फोटो: पीटीआई",
    ],
)  # fmt: skip
def test_calls_and_credits_below_a_sentence_go_without_it(line: str) -> None:
    last = "Der Gemeinderat, der die alte Linse verkauft hatte, bezahlt nun die Hälfte der neuen."
    end = f"<p>{last}<br>{line}</p></div></article>"
    assert blocks(page().replace("</div></article>", end)) == [*BODY, last]


@pytest.mark.parametrize("lines", ["4. Mai 2024", "By Ada Quill<br>May 4, 2024", TITLE])
def test_a_byline_above_the_first_sentence_goes_without_it(lines: str) -> None:
    story = page(head="<meta name=author content='Ada Quill'>")
    assert blocks(story.replace("<div class=story><p>", f"<div class=story><p>{lines}<br>")) == BODY
    verse = "By the sea it was quiet.<br>"
    opening = page().replace("<div class=story><p>", f"<div class=story><p>{verse}")
    assert blocks(opening)[0] == f"By the sea it was quiet.\n{BODY[0]}"


@pytest.mark.parametrize(
    "line",
    [
        "Advertising was forbidden on the pier.", "Anzeige erstattete der Mann erst am Montag.",
        "Реклама на причале была запрещена.", "広告は桟橋では禁じられていた。",
        "广告在码头上是禁止的。", "إعلان النتائج سيكون غدا.", "Iklan dilarang di dermaga itu.",
    ],
)  # fmt: skip
def test_a_sentence_may_begin_like_an_advertisements_label(line: str) -> None:
    assert blocks(page(f"<p>{line}</p>"))[1] == line
    label = line.split()[0] if " " in line else line[:2]
    assert blocks(page(f"<p>{label}</p>")) == BODY


def test_lines_of_a_poem_stay_together() -> None:
    poem = "The lamp is lit, and who will row\nFollow us down to the sea.\nAdvert"
    assert blocks(page(f"<p>{poem.replace(chr(10), '<br>')}</p>"))[1] == poem


def test_several_comments_side_by_side_are_none_of_the_story() -> None:
    comments = "".join(
        f"<div class=comment>Ivo<br>{text} {n}.</div>" for n, text in enumerate(DUNES)
    )
    assert blocks(page().replace("</article>", f"<div>{comments}</div></article>")) == BODY


@pytest.mark.parametrize("tag", ["ul class=comments", "section id=kommentare", "div class=disqus"])
def test_comments_that_are_longer_than_the_story_are_none_of_it(tag: str) -> None:
    comments = "".join(f"<div><b>Ivo {n}</b><p>{text}</p></div>" for n, text in enumerate(DUNES))
    below = f"</article><{tag}>{comments}</{tag.split()[0]}>"
    assert blocks(page().replace("</article>", below)) == BODY
    opinion = f"<div class=comment>{''.join(f'<p>{text}</p>' for text in DUNES)}</div>"
    assert blocks(page().replace("</article>", f"{opinion}</article>")) == BODY + DUNES
    assert blocks(page().replace("<body>", "<body><div class=comments>")) == BODY  # of all it has


def test_what_stands_in_one_box_with_a_form_is_asked_there() -> None:
    call = "Was in Tarrow geschieht, jeden Morgen vor dem Kaffee und in fünf Minuten gelesen."
    form = "<form action=/n><input type=email><button>OK</button></form>"
    box = f"<div class=x1><h3>Tarrow am Morgen</h3><p>{call}</p>{form}</div>"
    assert blocks(page().replace("</div></article>", f"{box}</div></article>")) == BODY
    lines = "".join(f"<p>{text}</p>" for text in SHORT_BODY[:2])
    news = f"<article><h1>{TITLE}</h1>{lines}{form}</article>"  # a story in such a box
    others = "".join(f"<div><h3><a href=/{n}>Dune</a></h3>{x}</div>" for n, x in enumerate(DUNES))
    found = blocks(re.sub("<article>.*</article>", f"{news}{others}", page()))
    assert found[:2] == SHORT_BODY[:2]
    assert blocks(page(form)) == BODY  # of a story in its place nothing goes


@pytest.mark.parametrize("name", ["tags", "post-tags", "keywords", "topics", "author-card"])
def test_a_list_of_tags_is_none_of_the_story_without_links_either(name: str) -> None:
    items = "".join(f"<li><div>{item}</div></li>" for item in ("lamps", "oil", "gulls"))
    end = f"<ul class={name}>{items}</ul></div></article>"
    assert blocks(page().replace("</div></article>", end)) == BODY


@pytest.mark.parametrize("item", ["Artikel teilen", "Tempo de leitura: 3 min", "12:30", "© Echo"])
def test_labels_and_calls_as_list_items_are_none_of_the_story(item: str) -> None:
    for tag, items in (("ul", [item]), ("ol", [item, "Lesezeit: 3 Minuten"])):
        end = f"<{tag}>{''.join(f'<li>{x}</li>' for x in items)}</{tag}></div></article>"
        assert blocks(page().replace("</div></article>", end)) == BODY


@pytest.mark.parametrize(
    "story",
    [
        "Лампа на мысе снова горит. Смотрительница поднялась по двумстам ступеням с банкой масла. "
        "Никто в городе не спал.",
        "岬の灯が再びともった。灯台守は油の缶を持って二百段の階段を上り、だれも眠らなかった。",
    ],
)
def test_a_short_story_needs_a_date_where_nothing_declares_it(story: str) -> None:
    html = (
        f"<title>{TITLE} | Tarrow Echo</title><body><main><h1>{TITLE}</h1>{{}}<p>{story}</p></main>"
    )
    assert blocks(html.format("<time datetime=2024-05-04>4 May 2024</time>")) == [story]
    for below in ("", "<footer>Last change: 4 May 2024</footer>"):
        assert fa.extract_article(html.format("") + below, "https://echo.example/lamp") is None


def test_short_lines_below_the_first_are_no_labels() -> None:
    short = "The ships that come round the point did so by the stars."
    lines = "".join(f"<p>{line}</p>" for line in (short, "By night.", short[4:], "By day."))
    story = page().replace("<div class=story>", f"<div class=story>{lines}")
    assert blocks(story)[:4] == [short, "By night.", short[4:], "By day."]


def test_a_story_may_end_with_a_desk_that_wrote_it() -> None:
    end = "The Tarrow Echo desk was the first house on the island to see the light that evening."
    story = page(head="<meta name=author content='Tarrow Echo desk'>")
    story = story.replace("</div></article>", f"<p>{end}</p></div></article>")
    assert blocks(story) == [*BODY, end]


def test_notes_below_the_rows_of_a_table_are_rows_too() -> None:
    note = "The light was first seen from the ferry, which turned round. " * 5
    rows = "".join(
        f"<tr><td>{n}<td>May {n}<tr><td colspan=2><p>{note}<p>{note}" for n in range(1, 4)
    )
    html = f"<table><tr><th>No.<th>Night{rows}</table>"
    table = fa.parse_html(html, "https://a.example/").soup.table
    assert table is not None and fa.is_data_table(table)


def test_the_numbers_of_parts_stay() -> None:
    story = page().replace(f"<p>{BODY[1]}", f"<p>1</p><p>{BODY[1]}")
    story = story.replace(f"<p>{BODY[3]}", f"<p>2</p><p>{BODY[3]}")
    assert blocks(story) == [BODY[0], "1", *BODY[1:3], "2", BODY[3]]


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：王小岛）",
        "原标题：灯塔重新点亮",
        "免责声明：本文仅代表作者个人观点，与灯塔回声报无关。其原创性以及文中陈述文字和内容未经本站证实。",
        "本文著作权归灯塔回声报所有，未经授权不得转载。",
    ],
)
def test_who_answers_for_a_story_is_none_of_it(line: str) -> None:
    assert blocks(page().replace("</div></article>", f"<p>{line}</p></div></article>")) == BODY


def test_of_a_paragraph_that_is_there_twice_the_first_stays() -> None:
    again = page().replace(
        "</div></article>", f"<h2>Once more</h2><p>{BODY[1]}</p></div></article>"
    )
    assert blocks(again)[:4] == BODY


DUNES = [
    f"The {name} dune has moved {n} metres inland since the survey, and the {name} path with it. "
    "Walkers have worn a new one along the fence, where the sand is held by grass and old nets."
    for n, name in enumerate(("tall", "grey", "white", "long", "lost", "black", "old", "low"), 11)
]


@pytest.mark.parametrize("name", ["<cite>{}</cite>", "<p>{}</p>"])
def test_the_name_below_a_repeated_quotation_goes_with_it(name: str) -> None:
    quotation = f"<p>{BODY[1][10:70]}</p>{name.format('Ida Blum, keeper')}"
    shown = page(f"<figure class=pullquote><blockquote>{quotation}</blockquote></figure>")
    assert blocks(shown) == BODY


def test_a_short_quotation_that_repeats_the_story_is_none_of_it() -> None:
    line = "It never rhymes."
    told = f"“Her mother called it a cheat,” he said. “{line} She burned it.”"
    part = f"<p>{told}</p><figure class=x1><blockquote><p>{line}</p></blockquote></figure>"
    assert blocks(page(part)) == [BODY[0], told, *BODY[1:]]


@pytest.mark.parametrize("name", ["<footer>{}</footer>", "<p>{}</p>"])
def test_the_name_below_a_quotation_stays_with_it(name: str) -> None:
    quotation = "“We had painted the bridge for twenty years and never mended it,” he said."
    part = f"<blockquote><p>{quotation}</p>{name.format('Ivo Blum, councillor')}</blockquote>"
    assert blocks(page(part)) == [BODY[0], quotation, "Ivo Blum, councillor", *BODY[1:]]


def test_a_story_that_a_long_index_parts_begins_above_it() -> None:
    index = (
        "<div class=card><ul><li>Dune | North<li>Low<li>$</ul><a href=/on>View in list</a></div>"
    )
    above = "".join(f"<p>{text}</p>" for text in BODY)
    below = "".join(f"<section><p>{text}</p></section>" for text in DUNES)
    html = (
        f"<html lang=en><title>{TITLE}</title><body><h1>{TITLE}</h1><div>{above}</div>"
        f"<div class=index>{index * 150}</div><div class=list>{below}</div></body></html>"
    )
    assert blocks(html) == BODY + DUNES


def test_teasers_with_long_summaries_are_none_of_the_story() -> None:
    story, others = DUNES[:4], DUNES[4:]
    parts = "".join(f"<p>{text}</p>" for text in story)
    items = "".join(f"<li><a href=/{n}>Dune {n}</a> {text}</li>" for n, text in enumerate(others))
    html = page(parts).replace("</article>", f"<ul class=related-list>{items}</ul></article>")
    assert blocks(html) == BODY[:1] + story + BODY[1:]


@pytest.mark.parametrize(
    "label", ["About the author", "Über die Autorin:", "作者简介：", "About us", "Chi siamo"]
)
def test_a_biography_below_its_label_is_none_of_the_story(label: str) -> None:
    person = "Ada Quill has kept the lamp since 1998. She lives on the point with two goats."
    for tag in ("h3", "p"):
        assert (
            blocks(page().replace("</div>", f"<{tag}>{label}</{tag}><p>{person}</p></div>")) == BODY
        )
    assert blocks(page().replace("</div>", f"<p>{label} – {person}</p></div>")) == BODY


def test_a_short_article_among_much_else_sets_the_standard() -> None:
    def long_block(likely: float) -> fa.Block:
        block = fa.Block("So it was. " * 20, fa.Element("p", {}, None, hidden=False), 0, 0)
        block.likely = likely
        return block

    story, others = [long_block(0.6)] * 2, [long_block(0.03)] * 30
    assert fa.page_standard(others + story) == 0.6
    assert fa.page_standard(others) == 0.03


@pytest.mark.parametrize(
    "heading", ["Comments (4)", "12 Kommentare", "Yorumlar", "3 thoughts on “The lamp”", "評論"]
)
def test_what_stands_below_the_heading_of_comments_is_none_of_the_story(heading: str) -> None:
    comments = "".join(
        f"<div class=x7><b>Reader {n}</b><p>{BODY[2]} So say I.</p></div>" for n in "abcd"
    )
    section = f"<section class=x5><h3 class=x6>{heading}</h3>{comments}</section>"
    assert blocks(page().replace("</article>", f"{section}</article>")) == BODY


def test_names_and_dates_below_a_word_for_comments_are_comments() -> None:
    comments = "".join(
        f"<p>{name} {day}.5.2024</p><p>{text}</p>"
        for name, day, text in [
            (
                "Ida",
                3,
                "I can see the lamp on Gannet Point from my house on the hill above Tarrow.",
            ),
            (
                "Bo",
                4,
                "So can I, and the ships too. Nobody asked us whether we wanted the old one.",
            ),
        ]
    )
    below = f"<p>Comments</p>{comments}</div></article>"
    assert blocks(page().replace("</div></article>", below)) == BODY


def test_a_heading_of_comments_may_hold_more_than_itself() -> None:
    comments = "".join(f"<p class=x7>{BODY[2]} So say I, reader {n}.</p>" for n in "abcd")
    below = f"<div class=x5><h2><div>Share</div>4 Comments</h2>{comments}</div>"
    assert blocks(page().replace("</article>", f"</article>{below}")) == BODY


def test_a_heading_on_comments_without_a_story_above_it_heads_the_story() -> None:
    assert (
        blocks(page().replace("<div class=story>", "<div class=story><h2>Comments</h2>"))[-4:]
        == BODY
    )


@pytest.mark.parametrize(
    "line",
    [
        "Want more of this? Sign up for the newsletter of the Echo, and read it with your tea.",
        "Tilaa uutiskirjeemme, niin saat päivän tärkeimmät uutiset suoraan sähköpostiisi aamuisin.",
    ],
)
def test_a_call_to_subscribe_that_the_page_repeats_is_none_of_the_story(line: str) -> None:
    story = page(f"<p>{line}</p>").replace("<footer>", f"<footer><p>{line}</p>")
    assert blocks(story) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "<p>Follow us on <a href=/t>Telegram</a></p>",
        "<p>Підписуйтесь на наш <a href=/t>Telegram</a>-канал</p>",
        "<p>ताजा खबरों के लिए हमारे चैनल से जुड़ें</p>",
        "<p>加入 LINE 好友，新聞不漏接</p>",
        "<p>この記事は有料記事です。残り812文字（全文1200文字）</p>",
        "<p>Il vous reste 78 % de cet article à lire.</p>",
        "<p>Artiklen fortsætter under billedet</p>",
        "<p><a href=/gulls>The gulls of Tarrow are back in town</a></p>",
        "<p>Guarda il video:</p>",
        "<p>Žymos: malūnas, bendruomenė</p>",
        "<p>Have a news tip? Email <a href=mailto:t@echo.example>t@echo.example</a>.</p>",
        "<p>— Tarrow Fire Brigade (@tarrowfire) May 3, 2024</p>",
        "<p>This article is for subscribers only. Read it for £1 a week.</p>",
        "<p><b>Тағы оқыңыз:</b> <a href=/2>Көмір бағасы неге қымбаттады</a></p>",
        "<p>Կարդացեք նաև՝ <a href=/2>Երկրաշարժ սահմանի մոտ</a></p>",
        "<p><a class=x1>The gulls of Tarrow are back in town</a></p>",  # a script has its address
        "<p>［PR］</p>",
        "<p>Carregando...</p>",
        "<p>اضغط هنا للاشتراك في قناة المنارة على تلغرام</p>",
        "<div class=react><div><button>Happy</button></div><div><button>Sad</button></div></div>",
        "<p>Get breaking news as it happens. Have the headlines sent to your phone.</p>",
        "<p>Loading chart…</p>",
        "<p>Χορηγούμενο: Κεραμικά Τάρροου</p>",
        "<div class=x1><span>erid: 2Vtzq77x. ООО «Маяк»</span></div>",
        "<div class=x2><div>Étiquettes</div><div><a href=/t>Phares</a></div></div>",
        "<p>Halaman: <a href=?p=1>1</a> <a href=?p=all>Show All</a></p>",
        "<p>Page 1 of 3</p>",
        "<p>The steps to the lamp on Friday. Pic: Ida Blum</p>",
        "<p>Keep reading! Get unlimited access for 50p a week.</p>",
        "<ul class=l><li><a href=/gulls>The gulls of Tarrow are back in town</a></li></ul>",
        "<ul><li><a href=/gulls>The gulls of Tarrow are back</a><li><a href=/oil>The price of oil"
        " in Tarrow falls</a></ul>",
        "<p>Sigue leyendo:</p><p><a href=/2>¿Lloverá en Tarrow este domingo?</a></p>",
        "<p>Del saken</p><p>Zdieľať</p><p>Сподели</p><p>Podijeli</p><p>Dalintis</p><p>Jaga</p>",
        "<p>শেয়ার করুন</p><p>شیئر کریں</p><p>แชร์</p><p>Comparteix</p><p>Kongsi</p>",
        "<p>Абонирайте се за нашия бюлетин.</p><p>Prijavite se na naš newsletter.</p>",
        "<p>Prenumeruokite mūsų naujienlaiškį.</p><p>สมัครรับจดหมายข่าว</p><p>点击阅读全文</p>",
        "<p>Segueix-nos a Facebook</p><p>ফেসবুকে আমাদের অনুসরণ করুন</p><p>Last ned appen vår</p>",
        "<p>Време за четене: 3 мин</p><p>Vrijeme čitanja: 3 min</p><p>더 보기</p>",
        "<p>Nuotrauka: BNS</p><p>تصویر: روئٹرز</p><p>Komentarji (12)</p><p>Lähetä uutisvinkki</p>",
    ],
)
def test_calls_and_labelled_links_are_none_of_the_story(line: str) -> None:
    assert blocks(page(line)) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "(wdp/mrt)",
        "(hv/mit dpa)",
        "(इनपुट-भाषा)",
        "এমএইচ/জেআইএম",
        "AQ",
        "*rt",
        "quill@echo.example",
        "Kaynak: TA",
        "انتهای پیام/",
        "-انتهى-",
        "ENDS",
        "Mit Material von dpa",
        "Avec AFP",
        "Con información de EFE",
        "Sursa: Agerpres",
        "Artikel teilen",
        "Partager l'article",
        "Поделиться",
        "شارك المقال",
        "この記事をシェア",
        "공유하기",
        "Lesezeit: 3 Minuten",
        "Время чтения: 3 минуты",
        "Temps de lecture : 3 min",
        "Écouter l'article",
        "Komentarze (12)",
        "评论（12）",
        "Signaler une erreur",
        "Descarga nuestra app",
        "앱 다운로드",
        "Iratkozz fel hírlevelünkre!",
        "Đăng ký nhận bản tin.",
        "Bizi Instagram'da takip edin",
        "사진=연합뉴스",
        "With inputs from PTI",
        "(Source: Tarrow Lights)",
        "Comments (12)",
        "First Published: May 03, 2024 | 10:20 AM IST",
        "Except for the headline, this story is published from a syndicated feed.",
        "Wszelkie materiały w portalu są chronione prawem autorskim.",
        "You may also like this:",
        "* كاتب وروائي",
        "The views expressed here are those of the author and not of the Echo.",
        "The Echo is published by Tarrow Press Ltd, registered in England under number 0000000.",
        "Nothing on these pages may be copied without the consent of the Tarrow Press.",
        "El Faro de Tarrow no se hace responsable de las opiniones de sus lectores y columnistas.",
    ],
)
def test_a_last_line_that_signs_off_or_announces_is_none_of_the_story(line: str) -> None:
    html = page().replace("</div></article>", f"<p>{line}</p></div></article>")
    assert line in html and blocks(html) == BODY


def test_a_short_story_among_much_else_is_whole() -> None:
    story = [
        "In the old post office of Tarrow, Osk Velden opens his desk each morning. He last had a"
        " wire to send in 1998.",
        "“If the net goes down, they know where to find me,” he says.",
        "He is 84 years old. He learned the code at thirteen, from a sailor who waited for a ship.",
        "In the drawer he keeps one wire that was never handed over. The man it was sent to had"
        " left for the south.",
        "He has not opened it.",
    ]
    said = "<li><b>Rosalind</b> <span>13.9.2024</span><blockquote>Well done to those who stay."
    more = "<div><a href=/1>Cheese is up</a><div>Those who keep goats say that feed is dear.</div>"
    below = f"<div>Comments</div><ul>{said * 2}</ul><div>Read also</div><div>{more * 6}</div>"
    body = "".join(f"<p>{text}</p>" for text in story)
    head = f"<h1>{TITLE}</h1><div><a href=/by/1>Ida Blum</a> <time>25.6.2023</time></div>"
    notice = "Nothing may be copied without permission. The paper does not answer for comments."
    html = f"<title>{TITLE}</title><div class=mid>{head}{body}{below}</div><div>{notice}</div>"
    assert blocks(html) == story


def test_a_story_above_much_else_in_its_column_is_whole() -> None:
    """No element holds the body without what outweighs it."""
    story = "".join(f"<p class=x1>{text}</p>" for text in BODY)
    teaser = "<h3><a href=/2>The gulls are back</a></h3><p>They came from the south on Monday.</p>"
    others = f"<section class=x2>{teaser * 90}</section>"
    html = f"<title>{TITLE}</title><main><div class=x3><h1>{TITLE}</h1>{story}{others}</div></main>"
    assert blocks(html) == BODY


def test_words_of_calls_inside_others_are_none() -> None:
    line = "The boat was not registered, and it has become a home for gulls."
    block = fa.Block(line, fa.Element("p", {}, None, hidden=False), 0, 0)
    assert not any("subscribe" in evidence for evidence in fa.wording(block))


def test_a_dated_update_in_a_box_above_the_story_stays() -> None:
    update = "Update, 4 May 2031: the number of steps has been counted again, by daylight."
    box = f"<div class='notice'><p><strong>{update[:18]}</strong>{update[18:]}</p></div>"
    assert blocks(page().replace("<p>", f"{box}<p>", 1)) == [update, *BODY]


def test_a_correction_below_a_list_of_short_lines_stays() -> None:
    years = [f"{year}: The lamp is lit again." for year in range(2020, 2025)]
    correction = "Rättelse: I en tidigare version angavs fel antal steg."
    items = "".join(f"<li>{year}</li>" for year in years)
    end = f"<ul>{items}</ul><aside class=x1><p>{correction}</p></aside></div></article>"
    assert blocks(page().replace("</div></article>", end)) == [*BODY, *years, correction]


def test_a_list_of_links_that_a_line_announces_is_the_story() -> None:
    lines = ["The lamp of the northern pier", "The lamp of the old harbour"]
    items = "".join(f"<li><a href=/x>{line}</a></li>" for line in lines)
    announced = "Two lamps are lit all the year round:"
    assert blocks(page(f"<p>{announced}</p><ul>{items}</ul>")) == [
        BODY[0], announced, *lines, *BODY[1:],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "item",
    [
        "{} <span>Jan 4, 2023</span>", "<b>4.1.2023</b> – {}", "{} <small>2023年1月4日</small>",
        "14:20 {}", "{} (2 hours ago)", "vor 3 Stunden | {}", "{}<br>3小时前", "{}, Wed 4 Jan 2023",
    ],
)  # fmt: skip
def test_links_with_a_date_are_other_stories(item: str) -> None:
    titles = "The gulls are back in the lantern room", "The price of oil falls, says the council"
    links = [item.format(f"<a href=/{i}>{title}</a>") for i, title in enumerate(titles)]
    items = "".join(f"<li>{link}</li>" for link in links)
    assert blocks(page(f"<ul>{items}</ul>")) == BODY
    html = page().replace("</article>", f"</article><h3>More</h3><ul>{items}</ul>")
    assert blocks(html) == BODY
    assert blocks(page(f"<p>{links[0]}</p>")) == BODY


@pytest.mark.parametrize(
    "item",
    [
        "<a href=/1>The gulls are back in the lantern room</a> and will stay until 4 May 2024",
        "Until 4 May 2024 at the least <a href=/1>the gulls are in the lantern room</a>",
        "<a href=/1>Tarrow light</a>: 4 May 2024",
    ],
)
def test_an_item_that_says_more_than_a_link_and_a_date_is_the_story(item: str) -> None:
    text = re.sub("<[^>]*>", "", item)
    items = f"<p>What is known:</p><ul><li>{BODY[0][:50]}<li>{item}<li>{BODY[1][:50]}</ul>"
    assert text in blocks(page(f"<p>{SHORT_BODY[0]}</p><p>{SHORT_BODY[1]}</p>{items}"))


def test_the_headings_of_a_diary_are_the_story() -> None:
    days = ["Monday, 6 May 2024", "Tuesday, 7 May 2024"]
    diary = "".join(
        f"<h3>{day}</h3><p>{text}</p>" for day, text in zip(days, SHORT_BODY[:2], strict=True)
    )
    assert [text for text in blocks(page(diary)) if text in days] == days


def test_a_table_of_links_and_dates_is_the_story() -> None:
    titles = "The gulls of the lantern room", "The oil of the old pier", "The matches of Tarrow"
    talks = [(title, f"{day} May 2024") for day, title in enumerate(titles, 4)]
    rows = (f"<tr><td><a href=/x>{title}</a></td><td>{day}</td></tr>" for title, day in talks)
    table = f"<table><tr><th>Talk<th>Day</tr>{''.join(rows)}</table>"
    assert blocks(page(table))[1].split("\n") == ["Talk | Day", *map(" | ".join, talks)]


def test_a_paragraph_of_links_one_a_line_is_other_stories() -> None:
    titles = "The gulls are back in the lantern room", "The price of oil falls, says the council"
    lines = "<br>".join(f"<a href=/{i}>{title}</a>" for i, title in enumerate(titles))
    assert blocks(page(f"<p>{lines}</p>")) == BODY
    names = "<a href=/1>Osk Velden</a><br><a href=/2>Ida Blum</a>"
    assert "Osk Velden\nIda Blum" in blocks(page(f"<p>{names}</p>"))
    heading = f"<h3><a href=/1>{titles[0]}<br>{titles[1]}</a></h3><p>{SHORT_BODY[0]}</p>"
    assert "\n".join(titles) in blocks(page(heading))


def test_teasers_below_the_label_of_links_go_with_them() -> None:
    teasers = [
        ("The gulls are back", "They came from the south on Monday."),
        ("The price of oil falls", "Nobody in Tarrow can say why."),
    ]
    links = "".join(f"<p><a href=/{i}>{a}</a></p><p>{b}</p>" for i, (a, b) in enumerate(teasers))
    html = page().replace("</div></article>", f"<h3>Read more</h3>{links}</div></article>")
    assert blocks(html) == BODY
    inside = page(f"<p>Read more:</p><p><a href=/1>{teasers[0][0]}</a></p>")
    assert blocks(inside) == BODY  # of one link alone: the story goes on


@pytest.mark.parametrize(
    "label",
    [
        "Verwandte Artikel", "Articles liés", "Outras notícias", "Sullo stesso argomento",
        "Похожие статьи", "Схожі новини", "Çok okunanlar", "أخبار ذات صلة", "مطالب مرتبط",
        "Berita terpopuler", "人気記事", "猜你喜欢", "추천 기사", "Relaterte saker",
        "Aiheeseen liittyvää", "Související články", "Articole similare", "Σχετικά άρθρα",
        "संबंधित खबरें", "כתבות נוספות", "Свързани статии", "Vezani članci", "Čítajte tiež",
        "Seotud lood", "Oxşar xəbərlər",
    ],
)  # fmt: skip
def test_links_below_their_label_are_none_of_the_story(label: str) -> None:
    titles = ["Gulls steal the harbour master's hat", "Ferry late again, and nobody knows why"]
    items = "".join(f"<li><em><a href=/x>{title}</a></em> (3 May)</li>" for title in titles)
    assert blocks(page(f"<h4>{label}:</h4><ul>{items}</ul>")) == BODY
    links = "".join(f"<p><a href=/x>{title}</a></p>" for title in titles)
    assert blocks(page(f"<p><strong>{label}</strong></p>{links}")) == BODY
    summary = "<p>The master looked up, and it was gone.</p>"
    teaser = f"<div><a href=/x><img src=a.jpg alt=''><h4>{titles[0]}</h4></a>{summary}</div>"
    assert blocks(page(f"<h3>{label}</h3>{teaser}")) == BODY


def test_a_list_of_labelled_links_is_the_story() -> None:
    lines = [f"Best lamp {i}: The Gannet lantern number {i}" for i in range(1, 6)]
    parts = [re.sub(": (.*)", r": <a href=/x>\1</a>", f"<p>{line}</p>") for line in lines]
    assert blocks(page(*(p.replace("</p></a>", "</a></p>") for p in parts))) == [
        BODY[0], *lines, *BODY[1:],
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["section", "div class=block"])
def test_crossheads_may_stand_in_boxes_of_their_own(tag: str) -> None:
    end = tag.split()[0]
    parts = [f"<p>{text}</p>" for text in SHORT_BODY]
    body = "".join(f"<{tag}>{p}</{end}>" for p in [*parts[:4], "<h4>The matches</h4>", *parts[4:]])
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1>{body}</main>"
    assert blocks(html) == [*SHORT_BODY[:4], "The matches", *SHORT_BODY[4:]]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("<ol><li>{}</li><li>{}</li></ol>", ["Ann Orrin (45), Tarrow", "Bo Terran (38), Tarrow"]),
        ("<div class=box><p>{}</p><p>{}</p></div>", ["- Single: 20 crowns", "- Year: 600 crowns"]),
        ("<blockquote><p>{}<br>{}</p></blockquote>", ["The ships go out", "to the white shore"]),
    ],
)
def test_short_lines_between_short_paragraphs_stay(part: str, lines: list[str]) -> None:
    """Where no paragraph is long, those on the path of most are surely the body."""
    parts = [f"<p>{text}</p>" for text in SHORT_BODY]
    body = "".join([*parts[:4], part.format(*lines), *parts[4:]])
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div class=desc>{body}</div></main>"
    text = "\n".join(blocks(html))
    assert text.split("\n") == [*SHORT_BODY[:4], *lines, *SHORT_BODY[4:]]


@pytest.mark.parametrize(
    "notice",
    [
        "We and our partners use cookies to store and read information. You can change this.",
        "We and our 214 partners store information on your device, to show what suits you best.",
        "Wir und unsere 214 Partner speichern Informationen auf Ihrem Gerät, um Ihnen zu dienen.",
    ],
)
def test_a_cookie_notice_behind_the_story_is_none_of_it(notice: str) -> None:
    story = page().replace("</article>", f"<div class=x1><p>{notice}</p></div></article>")
    assert blocks(story) == BODY


def test_a_heading_goes_with_the_table_below_it() -> None:
    box = fa.Element("div", {}, None, hidden=False)
    table = fa.Element("data-table", {}, box, hidden=False)
    heading = fa.Block("The lamps", fa.Element("h3", {}, box, hidden=False), 0, 0)
    row = fa.Block("Gannet | 200", fa.Element("tr", {}, table, hidden=False), 0, 0)
    row.row = row.kept = True
    fa.settle_headings([heading, row])
    assert heading.kept


@pytest.mark.parametrize(
    "call",
    [
        "Sign in to read this story and all others of the island.",
        "Iniciar sesión para leer esta noticia y las demás de la isla.",
        "Inicie sua sessão para ler esta notícia e as outras da ilha.",
    ],
)
def test_a_page_that_asks_for_a_login_alone_says_so(call: str) -> None:
    html = f"<title>{TITLE}</title><body><h1>{TITLE}</h1><p>{LEAD}</p><div><p>{call}</p></div>"
    with pytest.raises(fa.ArticleError, match="login or paywall"):
        fa.article_from_page(fa.Page("https://a.example/b", "https://a.example/b", html.encode()))


@pytest.mark.parametrize(
    ("title", "line", "reason"),
    [
        ("Making sure you're not a bot!", "The owner of this site has put up a test.", "bot chall"),
        ("Your access to this site has been limited", "It is a plugin's doing.", "bot challenge"),
        ("Einen Moment bitte", "Bestätigen Sie, dass Sie kein Roboter sind.", "bot challenge"),
        ("Verificación", "Confirme que no es un robot.", "bot challenge"),
        ("Doğrulama", "Lütfen robot olmadığınızı doğrulayın.", "bot challenge"),
        ("確認", "ロボットではないことを確認してください。", "bot challenge"),
        ("Verifikasi", "Silakan konfirmasi bahwa Anda bukan robot.", "bot challenge"),
        ("Ngọn đèn", "Bài viết này chỉ dành cho thành viên.", "login or paywall"),
        ("Lampu", "Artikel ini khusus untuk pelanggan.", "login or paywall"),
        ("No s’ha trobat la pàgina", "S’ha mogut.", "no article found"),
        ("Error establishing a database connection", "Is the host right?", "no article found"),
        ("Wartungsarbeiten", "Wir sind bald wieder für Sie da.", "no article found"),
        ("tarrow-echo.example is for sale", "Make an offer to its owner.", "no article found"),
        ("Unavailable in your region", "We are working on it.", "no article found"),
        ("This story has been removed", "Its publisher asked us to.", "no article found"),
        ("Tarrow Echo", "<form><input type=password name=p></form>", "login or paywall"),
        ("Konto", "Weiterlesen? Sie haben bereits ein Abo?", "login or paywall"),
    ],
)
def test_a_page_in_the_place_of_a_story_is_not_saved(title: str, line: str, reason: str) -> None:
    words = " ".join(["If you think that this is wrong, write to the people of the site."] * 4)
    text = line if "<form" in line else f"{line} {words}"
    html = f"<title>{title}</title><body><h1>{title}</h1><p>{text}</p>"
    with pytest.raises(fa.ArticleError, match=reason):
        fa.article_from_page(fa.Page("https://a.example/b", "https://a.example/b", html.encode()))


@pytest.mark.parametrize(
    "title", ["Maintenance of the lamp begins", "The lens has been removed", "Ein Roboter im Turm"]
)
def test_a_story_with_the_title_of_an_error_page_is_one(title: str) -> None:
    html = page(title=title).replace("<meta property=og:type content=article>", "")
    assert blocks(html) == BODY


@pytest.mark.parametrize(
    "wall",
    [
        "Log in to read. This article is for subscribers only: already a subscriber? Log in here.",
        "We use cookies and partners for tracking: accept all cookies or manage your consent here.",
    ],
)
def test_a_story_that_no_data_declares_is_one_beside_a_wall_too(wall: str) -> None:
    story = page().replace("<meta property=og:type content=article>", "")
    assert blocks(story.replace("</article>", f"</article><div><p>{wall}</p></div>"))[:4] == BODY


@pytest.mark.parametrize("title", ["The keeper's hat was not found", "404 days at sea"])
def test_a_dated_story_may_have_the_title_of_a_missing_page(title: str) -> None:
    story = page(title=title).replace("<meta property=og:type content=article>", "{}")
    assert blocks(story.format("<meta name=date content=2024-05-04>")) == BODY
    with pytest.raises(fa.ArticleError, match="no article found"):
        fa.article_from_page(fa.Page("https://a.example/b", "https://a.example/b", story.encode()))


def test_a_date_that_is_printed_makes_no_story_of_a_missing_page() -> None:
    teasers = "".join(f"<div><h3>Dune {n}</h3><p>{text}</p></div>" for n, text in enumerate(DUNES))
    for below in (teasers, "".join(f"<p>{text}</p>" for text in DUNES[:3])):
        html = (
            "<title>Page not found | Tarrow Echo</title><body><main><h1>Page not found</h1>"
            f"<p class=date>May 4, 2024</p><p>It may have moved.</p>{below}</main>"
        )
        with pytest.raises(fa.ArticleError, match="no article found"):
            url = "https://a.example/b"
            fa.article_from_page(fa.Page(url, url, html.encode()))


def test_the_small_print_of_a_form_below_an_undeclared_story_is_no_challenge() -> None:
    notice = "<p>This site is protected by reCAPTCHA and the Google Privacy Policy applies.</p>"
    story = "".join(f"<p>{text}</p>" for text in BODY)
    assert blocks(f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{story}{notice}</div>") == BODY


def test_a_story_that_tells_of_a_security_check_is_no_challenge() -> None:
    told = "At the ferry all but one of the visitors had to wait at the security check for hours."
    story = page(f"<p>{told}</p>").replace("<meta property=og:type content=article>", "")
    dated = story.replace("</h1>", "</h1><p>May 4, 2024</p>")
    assert blocks(dated) == [BODY[0], told, *BODY[1:]]
    with pytest.raises(fa.ArticleError, match="bot challenge"):
        fa.article_from_page(fa.Page("https://a.example/b", "https://a.example/b", story.encode()))


def test_a_calendar_between_paragraphs_is_none_of_the_story() -> None:
    rows = "".join(f"<tr><td>{n}<td>{n + 1}<td>{n + 2}</tr>" for n in range(1, 28, 3))
    assert blocks(page(f"<table>{rows}</table>")) == BODY


def test_spans_that_are_shown_as_blocks_are_blocks() -> None:
    spans = "".join(f"<span style='display: block'>{text}</span>" for text in BODY)
    story = re.sub("<div class=story>.*</div>", f"<div class=story>{spans}</div>", page())
    assert blocks(story) == BODY


def test_a_paragraph_that_stands_in_data_in_pieces_is_whole() -> None:
    first, *others = texts = [
        *BODY,
        f"{LEAD} That is what the sign at the foot of the stairs says.",
    ]
    pieces = [{"text": "For "}, {"text": "eleven", "marks": ["em"]}, {"text": first[10:]}]
    story = [{"children": pieces}, *({"children": [{"text": text}]} for text in others)]
    data = json.dumps({"headline": TITLE, "body": story})
    script = f"<script id=__NEXT_DATA__ type=application/json>{data}</script>"
    shell = f"<title>{TITLE} | Tarrow Echo</title><body><div id=root></div>{script}</body>"
    assert blocks(f"<html lang=en>{shell}</html>") == texts


@pytest.mark.parametrize("length", [72, 94])
def test_a_front_page_is_no_article(length: int) -> None:
    cards = "".join(
        f"<div class=x1><h3 class=x2><a href=/{n}>{BODY[n % 4][:50]} {n}</a></h3>"
        f"<p class=x3>{BODY[1][:length]} {n}.</p></div>"
        for n in range(16)
    )
    main = f"<main><h1>Tarrow</h1>{cards}</main>"
    front = f"<html lang=en><title>Tarrow Echo</title><body>{main}</body></html>"
    assert fa.extract_article(front, "https://echo.example/") is None


def test_a_front_page_whose_only_paragraph_is_about_the_paper_is_no_article() -> None:
    cards = "".join(
        f"<a href=/{n}><div>{BODY[n % 4][:50]} {n}</div><div>{BODY[1]}</div></a>" for n in range(9)
    )
    about = (
        "<div>The Tarrow Echo is printed by Tarrow Echo Press, a company of the island's fishers. "
        "It has been a member of the league of harbour papers since 1931. Whoever finds a mistake "
        "in it may write to its readers' friend, who answers in print on the last of the month."
        "</div>"
    )
    front = f"<html lang=en><title>Tarrow Echo</title><body>{cards}{about}</body></html>"
    assert fa.extract_article(front, "https://echo.example/") is None


@pytest.mark.parametrize(
    "head",
    [
        '<script type=application/ld+json>{"@type": "CollectionPage", "name": "Lamps"}</script>',
        '<script type=application/ld+json>{"@type": ["ProfilePage"]}</script>',
        "<meta property=og:type content=profile>",
    ],
)
def test_a_page_that_calls_itself_a_list_or_a_profile_is_no_article(head: str) -> None:
    url = "https://echo.example/lamps"
    story = page(head=head).replace("og:type content=article", "og:site_name content=Echo")
    assert fa.extract_article(story, url) is None
    declared = '<script type=application/ld+json>{"@type": "NewsArticle"}</script>'
    assert fa.extract_article(story.replace("</head>", f"{declared}</head>"), url) is not None


@pytest.mark.parametrize("title", ["Suchergebnisse für Lampe", "Stránka nebyla nalezena"])
def test_a_list_of_results_or_an_error_that_says_200_is_no_article(title: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in BODY)
    html = f"<html><title>{title} | Tarrow Echo</title><body><h1>{title}</h1>{text}</body></html>"
    assert fa.extract_article(html, "https://echo.example/lamps") is None


@pytest.mark.parametrize("html", [page(), "<p>Nothing here</p>"])
def test_garbage_collection_goes_on_as_before(html: str) -> None:
    assert gc.isenabled()
    fa.extract_article(html, "https://echo.example/lamp")
    assert gc.isenabled()


def test_a_story_eight_times_as_long_takes_eight_times_as_long() -> None:
    def seconds(count: int) -> float:
        body = "".join(
            f"<p>In year {n} the sea rose again. {BODY[1]} {n}</p>" for n in range(count)
        )
        html = page().replace("</div>", f"{body}</div>")
        started = time.process_time()
        assert len(blocks(html)) == len(BODY) + count
        return time.process_time() - started

    short, long = (min(seconds(count) for _ in range(2)) for count in (1_000, 8_000))
    assert long < 16 * short  # to look for each paragraph in all of them takes thirty times as long
