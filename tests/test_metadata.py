"""Metadata: what a page says about its article is taken right, or not at all.

Pages are hand-written: invented people, places and papers in the markup of real publishers.
`fields.json` has many that differ in their head, their byline or their language alone.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest

import fetch_articles as fa

URL = "https://www.brack-courier.example/harbour/ferry-delayed-again"
HEADLINE = "Ferry delayed again: cat sleeps on the gangway"
STORY = "<p>Story.</p>" * 40  # what stands below it is no line by the headline


def page(head: str = "", body: str = f"<h1>{HEADLINE}</h1>", lang: str = "en") -> str:
    attribute = f" lang='{lang}'" if lang else ""
    return f"<!DOCTYPE html><html{attribute}><head>{head}</head><body>{body}</body></html>"


def metadata(
    head: str = "", body: str = f"<h1>{HEADLINE}</h1>", lang: str = "en", url: str = URL
) -> fa.Metadata:
    return fa.extract_metadata(fa.parse_html(page(head, body, lang), url))


def json_ld(**keys: Any) -> str:
    text = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **keys})
    return f'<script type="application/ld+json">{text}</script>'


def meta(**names: str) -> str:
    """Meta elements; `og_title` stands for og:title."""
    return "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{content}">'
        for name, content in names.items()
    )


CASES = json.loads((Path(__file__).parent / "fields.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_fields_as_their_publisher_would_state_them(case: dict[str, Any]) -> None:
    headline = case.get("headline", "Lower quay plan passes at last after a long wet evening")
    body = f"<main><article><h1>{headline}</h1>{case.get('byline', '')}<div>{STORY}</div></article>"
    head = f"<title>{headline}</title>{case.get('head', '')}"
    url = "https://www.brackwater-courier.example/harbour/lower-quay-plan-passes-at-last"
    found = metadata(head, body, case.get("lang", "en"), case.get("url", url))
    assert {key: getattr(found, key) for key in case["expect"]} == case["expect"]


def test_a_date_out_of_sight_far_below_is_of_something_else() -> None:
    gallery = "<div hidden><span class=date>23 December 2011</span></div>"
    body = f"<h1>{HEADLINE}</h1><b>20 August 2015, 11:16</b>{STORY}{gallery}"
    assert metadata(body=body).date_published == "2015-08-20T11:16:00"


def test_a_hidden_copy_of_the_headline_does_not_print_it() -> None:
    copy = f"<div hidden><h1>{HEADLINE}</h1></div><p>4 May 2025</p><p>{'Menu. ' * 30}</p>"
    body = f"{copy}<h1>{HEADLINE}</h1><p>20 August 2015, 11:16</p>{STORY}"
    assert metadata(body=body).date_published == "2015-08-20T11:16:00"


@pytest.mark.parametrize(
    "time",
    [
        "<time class=updated pubdate datetime=2024-05-03T20:08:00-04:00>May 3</time>",
        "<span class='published updated' title=2024-05-03T20:08:00-04:00>May 3, 2024</span>",
    ],
)
def test_what_the_first_blogs_called_updated_is_the_publication(time: str) -> None:
    found = metadata(body=f"<h1>{HEADLINE}</h1>{time}{STORY}")
    assert (found.date_published, found.date_modified) == ("2024-05-03T20:08:00-04:00", None)


def test_a_heading_that_leads_to_the_blog_above_is_its_logo() -> None:
    body = f"<h1><a href=/harbour/>The Gull Log</a></h1><h2>{HEADLINE}</h2>{STORY}"
    assert metadata(f"<title>The Gull Log: {HEADLINE}</title>", body).title == HEADLINE


def test_many_authors_far_below_are_of_other_stories() -> None:
    names = ("Bo Lee", "Cy Fox", "Di Fennick", "Theo Brannock")
    others = "".join(f"<li><p class=author>{name}</p></li>" for name in names)
    body = f"<h1>{HEADLINE}</h1><p>By IDA BLUM 3/5/24</p>{STORY}<ul>{others}</ul>"
    assert metadata(body=body).authors == ["IDA BLUM"]


def test_a_story_may_change_on_the_day_it_came_out() -> None:
    line = "<span>Giriş Tarihi: 3.5.2024 10:02</span> <span>Güncelleme: 3.5.2024 11:47</span>"
    found = metadata(body=f"<h1>{HEADLINE}</h1><div>{line}</div>", lang="tr")
    assert found.date_published == "2024-05-03T10:02:00"
    assert found.date_modified == "2024-05-03T11:47:00"


def test_a_change_before_the_publication_is_none() -> None:
    head = json_ld(datePublished="2024-05-03T17:40:00", dateModified="2024-05-03T16:11:00")
    found = metadata(head)
    assert (found.date_published, found.date_modified) == ("2024-05-03T17:40:00", None)


def test_a_day_that_is_printed_needs_no_other_witness() -> None:
    head = json_ld(datePublished="2024-05-03T13:42:06Z", dateModified="2024-05-03T14:00:00Z")
    byline = "<div>Ida Blum / Cars of the week Tarrow Nimbus Tarrow Motors May 3, 2024 13:42</div>"
    body = f"<h1>{HEADLINE}</h1>{byline}<h5>Gulls</h5><p>November 16, 2016</p>{STORY}"
    assert metadata(head, body).date_published == "2024-05-03T13:42:06+00:00"


@pytest.mark.parametrize(
    "sign",
    [
        "<a href=/><b>Brack Voice</b></a>",
        "<p>© 2024 Brack Voice</p>",
        "<p>Brack Voice 版权所有</p>",
    ],
)
def test_a_site_signs_with_the_name_in_its_titles(sign: str) -> None:
    head = f"<title>{HEADLINE} | Brack Voice</title>"
    assert metadata(head, f"<h1>{HEADLINE}</h1>{STORY}{sign}").site_name == "Brack Voice"
    assert metadata(head, f"<h1>{HEADLINE}</h1>{STORY}").site_name is None


@pytest.mark.parametrize(
    "trail",
    [
        "<div class=x3><a href=/>Home</a> &gt; <a href=/ships/>Ships</a> &gt; Text</div>",
        "<ul><li><a href=/>Home</a></li><li><span>»</span><a href=/ships/>Ships</a></li></ul>",
        "<p><a href=/>Home</a> / <a href=https://ships.brack-courier.example/>Ships</a> / Text</p>",
    ],
)
def test_links_that_arrows_part_are_the_way_to_the_page(trail: str) -> None:
    assert metadata(body=f"{trail}<h1>{HEADLINE}</h1>{STORY}").section == "Ships"


@pytest.mark.parametrize(("lang", "day"), [("fa", "2002-09-03"), ("en", None), ("de", None)])
def test_years_are_counted_as_in_iran_only_there(lang: str, day: str | None) -> None:
    body = f"<h1>{HEADLINE}</h1><p class=date>1381-06-12</p>{STORY}"
    assert metadata("", body, lang).date_published == day


# --- title ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Ferry delayed | Brack Courier</title>" + meta(og_title="Ferry delayed again"),
            f"<h1>{HEADLINE}</h1>",
            HEADLINE,
            id="printed over shortened",
        ),
        pytest.param(
            "<title>Ferry late - Harbour | Brack Courier</title>"
            + meta(og_site_name="Brack Courier"),
            "<h1><a href='/'>Brack Courier</a></h1><h2>Ferry late</h2>",
            "Ferry late",
            id="the h1 is the logo",
        ),
        pytest.param(
            "<title>Sea - storm - and a cat: what we know</title>",
            "",
            "Sea - storm - and a cat: what we know",
            id="dashes and colons of its own",
        ),
        pytest.param(
            meta(og_title="Ferry late | The Brack Courier", og_site_name="The Brack Courier"),
            "",
            "Ferry late",
            id="site name cut",
        ),
        pytest.param(
            "<title>Ferry late again | Harbour</title>", "", "Ferry late again", id="section cut"
        ),
        pytest.param(
            "<title>Ferry late | brack-courier.example</title>", "", "Ferry late", id="host cut"
        ),
        pytest.param(
            meta(og_title="Fish &amp;amp; ferries: a &amp;quot;truce&amp;quot; at sea"),
            "",
            'Fish & ferries: a "truce" at sea',
            id="encoded twice",
        ),
        pytest.param(
            meta(og_title="Cat found on the roof of the office"),
            "<h1><span class='kicker'>Harbour</span>Cat found on the roof of the office</h1>",
            "Cat found on the roof of the office",
            id="kicker in the h1",
        ),
        pytest.param(
            json_ld(headline="Lower Brack: ferry stays in port"),
            "<h1><span>Lower Brack</span> <span>ferry stays in port</span></h1>",
            "Lower Brack: ferry stays in port",
            id="the colon is the style sheet's",
        ),
        pytest.param(
            "<title>Lower Brack: ferry stays</title>" + meta(og_title="The ferry stays, says Ana"),
            "<h1><span>Lower Brack</span> ferry stays</h1>",
            "Lower Brack: ferry stays",
            id="another title knows the colon",
        ),
        pytest.param(
            meta(og_title="Ferry late again, says the port") + "<title>Ferry late</title>",
            "<aside class='related'><h1>Seven soups for cold days at sea</h1></aside>",
            "Ferry late again, says the port",
            id="a heading of another story",
        ),
        pytest.param(
            f"<title>Quay Notes: {HEADLINE}</title>" + meta(og_title=HEADLINE),
            "<h1><a href=/>Quay Notes</a></h1><h3>Ferry</h3>",
            HEADLINE,
            id="the h1 links home",
        ),
        pytest.param(
            "<title>Ferry late</title>",
            f"<h1><a href='#ferry'>{HEADLINE}</a></h1>",
            HEADLINE,
            id="the h1 links to itself",
        ),
        pytest.param(
            meta(og_title="Ferry late again, says the port"),
            "<div id=comments><h2>3 replies to Ferry late again, says the port</h2></div>",
            "Ferry late again, says the port",
            id="the head of the comments",
        ),
        pytest.param(
            "<title>フェリー遅れる（ブラック新聞）</title>" + meta(og_site_name="ブラック新聞"),
            "",
            "フェリー遅れる",
            id="site name in brackets",
        ),
        pytest.param(
            f"<title>Quay Notes: {HEADLINE}</title>" + meta(og_title=HEADLINE),
            f"<h1>Quay Notes</h1><h3>{HEADLINE}</h3>",
            HEADLINE,
            id="what one title adds is the blog's name",
        ),
        pytest.param(
            f"<title>{HEADLINE} - Quay Notes</title>" + meta(og_title="Quay Notes"),
            f"<h1>{HEADLINE}</h1>",
            HEADLINE,
            id="one title is the blog's name",
        ),
        pytest.param(
            meta(og_title="Cat found on the roof")
            + "<title>Harbour: Cat found on the roof</title>",
            "<h1><span class='kicker'>Harbour</span> Cat found on the roof</h1>",
            "Cat found on the roof",
            id="a title has the kicker too",
        ),
        pytest.param(
            "<title>Notes of an old hand: Ferry late again today</title>",
            "<b>Ferry late again today</b>",
            "Ferry late again today",
            id="the part of the title that is printed",
        ),
        pytest.param(
            "<title>Ferry late again today / Notes of an old hand</title>",
            "<b>Ferry late again today</b>",
            "Ferry late again today",
            id="its first part",
        ),
        pytest.param(
            meta(og_title="渡船再次延误：猫睡在跳板上_布拉克信使报", og_site_name="布拉克信使报"),
            "",
            "渡船再次延误：猫睡在跳板上",
            id="Chinese, no spaces",
        ),
        pytest.param(
            meta(og_title="The ferry and the cat"),
            f"<h1>More on the ferry and its crew</h1><h1>{HEADLINE}</h1>",
            HEADLINE,
            id="the heading that the address names",
        ),
        pytest.param(
            meta(og_title="Ferry late again today"),
            "<div>Ferry late again today</div><h1>Many thanks to all who read us</h1>",
            "Ferry late again today",
            id="a heading of something else, the title printed",
        ),
        pytest.param(
            meta(og_title="Ferry late again today"),
            f"<p>{'The ferry is late. ' * 60}</p><h1>Many thanks to all who read us</h1>",
            "Ferry late again today",
            id="a heading below the story",
        ),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    assert metadata(head, body).title == title


def test_the_element_that_prints_the_title_is_known() -> None:
    found = metadata(meta(og_title=HEADLINE), f"<h1>Courier</h1><h1 id=x>{HEADLINE}</h1>")
    assert found.title_element is not None and found.title_element["id"] == "x"
    found = metadata(meta(og_title=HEADLINE), f"<a>{HEADLINE}</a><h3><a>{HEADLINE}</a></h3><p>x")
    assert found.title_element is not None and found.title_element.parent.name == "h3"
    assert metadata(meta(og_title=HEADLINE), "<p>Text.</p>").title_element is None


# --- authors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Díaz, Bo Lee and Cy Fox", ["Ana Díaz", "Bo Lee", "Cy Fox"]),
        ("By Ana Díaz, Senior Reporter", ["Ana Díaz"]),
        ("Ana Díaz | Correspondent in Lower Brack", ["Ana Díaz"]),
        ("Von Ida Blum und Jörg Roth", ["Ida Blum", "Jörg Roth"]),
        ("Por Ana de la Cruz y Pedro Gil", ["Ana de la Cruz", "Pedro Gil"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Par Zoé Petit et Luc Blanc", ["Zoé Petit", "Luc Blanc"]),
        ("di Carla Neri", ["Carla Neri"]),
        ("door Piet van den Berg", ["Piet van den Berg"]),
        ("Af Søren Ø. Holm og Lis Dam", ["Søren Ø. Holm", "Lis Dam"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("بقلم سارة حداد", ["سارة حداد"]),
        ("文／张三", ["张三"]),
        ("松岡大地、山田花子", ["松岡大地", "山田花子"]),
        ("김민수 기자", ["김민수"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Ana Díaz ana@courier.example @anadiaz", ["Ana Díaz"]),
        ("Ana Díaz, May 3, 2024", ["Ana Díaz"]),
        ("MD SITHOLE", ["MD SITHOLE"]),
        ("admin", []),
        ("jdoe_77", []),
        ("https://courier.example/staff/7", []),
        ("Photo: Ana Díaz", []),
        ("Contributors: Ana Díaz", ["Ana Díaz"]),
        ("Text: Lars Ek Foto: Eva Lund", ["Lars Ek"]),
        ("作者：王小明 责任编辑：李四", ["王小明"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("Par Zoé Petit, avec AFP", ["Zoé Petit", "AFP"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("Reporting by Ana Díaz; Editing by Bo Lee", ["Ana Díaz"]),
        ("Ana Díaz for the Brack Courier", ["Ana Díaz"]),
        ("courier.example, Frankfurt, Germany", []),
        ("Courier Admin", []),
        ("Quelle: wer weiß", []),
        ("Ana Díaz in Ships", ["Ana Díaz"]),
        ("Submitted by Ana Díaz", ["Ana Díaz"]),
        ("Interview: Ida Blum", ["Ida Blum"]),
        ("Enviado por Ana Díaz", ["Ana Díaz"]),
        ("Rédigé par Zoé Petit", ["Zoé Petit"]),
        ("Lagt ut av Lis Dam", ["Lis Dam"]),
        ("Geplaatst door Piet Bos", ["Piet Bos"]),
        ("Lähettänyt Aino Virta", ["Aino Virta"]),
        ("Piše: Iva Horvat", ["Iva Horvat"]),
        ("Napisała Ewa Kot", ["Ewa Kot"]),
        ("Avtorica: Maja Novak", ["Maja Novak"]),
        ("Пише Иван Петров", ["Иван Петров"]),
        ("Γράφει ο Νίκος Παππάς", ["Νίκος Παππάς"]),
        ("Parašė Jonas Kalnas", ["Jonas Kalnas"]),
        ("Text und Fotos: Ida Blum", ["Ida Blum"]),
        ("Por Ana Díaz / Quillagua", ["Ana Díaz"]),
        ("Ana Díaz | Lima", ["Ana Díaz"]),
        ("Ana Díaz / Luis Gómez", ["Ana Díaz", "Luis Gómez"]),
        ("EFE / Lima", ["EFE"]),
        ("Haber: Ayşe Yılmaz / İSTANBUL", ["Ayşe Yılmaz"]),
        ("LIMA / Ana Díaz", ["Ana Díaz"]),
        ("Laura / House of Gulls", ["Laura", "House of Gulls"]),
        ("القاهرة - محمد علي", ["محمد علي"]),
        ("By Ana Díaz, Cape Town", ["Ana Díaz"]),
        ("Por Ana Souza, g1 SP — São Paulo", ["Ana Souza"]),
        ("द्वारा: राम शर्मा, नई दिल्ली", ["राम शर्मा"]),
        ("Words by Ana Díaz; photography by Bo Lee", ["Ana Díaz"]),
        ("Ana Díaz with additional reporting by Bo Lee", ["Ana Díaz"]),
        ("文・山田太郎　写真・鈴木花子", ["山田太郎"]),
        ("文｜张三丰 编辑｜李四光", ["张三丰"]),
        ("Da Redação", []),
        ("Analysis by Ana Díaz", ["Ana Díaz"]),
        ("As told to Ana Díaz", ["Ana Díaz"]),
        ("Protokoll: Ida Blum", ["Ida Blum"]),
        ("Von unserer Korrespondentin Ida Blum", ["Ida Blum"]),
        ("ANA DÍAZ Senior Staff Writer", ["ANA DÍAZ"]),
        ("By ANA DÍAZ Associated Press", ["ANA DÍAZ"]),
        ("Ana Díaz AFP and Bo Lee", ["Ana Díaz", "Bo Lee"]),
        ("João Maria Lusa", ["João Maria Lusa"]),
        ("The Canadian Press", ["The Canadian Press"]),
        ("By Staff Reporter", []),
        ("Texto: Ana Díaz. Fotos: Luis Gómez", ["Ana Díaz"]),
        ("Ana Díaz y Agencias", ["Ana Díaz", "Agencias"]),
        ("أبو ظبي - محمد علي", ["محمد علي"]),
        ("ワシントン＝山田太郎", ["山田太郎"]),
        ("김철수 선임기자 / 사진 이영희", ["김철수"]),
        ("Veröffentlicht", []),
    ],
)
def test_names_of_a_byline(byline: str, names: list[str]) -> None:
    assert fa.split_names(byline) == names


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        pytest.param(
            json_ld(headline=HEADLINE, author=[{"@type": "Person", "name": "Ana Díaz"}, "Bo Lee"]),
            "",
            ["Ana Díaz", "Bo Lee"],
            id="list of objects and strings",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author={"@id": "#ana"})
            + '<script type="application/ld+json">'
            '{"@type": "Person", "@id": "#ana", "name": "Ana Díaz"}</script>',
            "",
            ["Ana Díaz"],
            id="@id",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author={"name": "Ana Díaz"}) + meta(author="ANA DIAZ"),
            "<p class=byline>By ANA DÍAZ</p>",
            ["Ana Díaz"],
            id="no repetition in another spelling",
        ),
        pytest.param(
            meta(author="Reuters, Ana Díaz"), "", ["Ana Díaz"], id="agency beside a person"
        ),
        pytest.param(meta(author="AFP"), "", ["AFP"], id="agency alone"),
        pytest.param(
            meta(author="Brack Courier", og_site_name="Brack Courier"),
            "<div class='article__byline'>By <a href='/authors/ana'>Ana Díaz</a></div>",
            ["Ana Díaz"],
            id="site in meta, person printed",
        ),
        pytest.param(
            "",
            "<div class=byline><span class=author-name>Ana Díaz</span>"
            "<span class=author-role>Harbour Correspondent</span></div>",
            ["Ana Díaz"],
            id="role in an element of its own",
        ),
        pytest.param(
            "",
            "<p>By Ana Díaz</p><p>Story.</p><div class=comments><p class=comment-author>Troll"
            "</p></div><aside class=related><p class=byline>By Bo Lee</p></aside>",
            ["Ana Díaz"],
            id="no commenter, no teaser",
        ),
        pytest.param(
            "",
            "<div class=related-posts><span class=author>Bo Lee</span></div>",
            [],
            id="only a teaser's author",
        ),
        pytest.param(
            "", "<ul class=authors><li>Ana Díaz<li>Bo Lee</ul>", ["Ana Díaz", "Bo Lee"], id="a list"
        ),
        pytest.param("", "<p class=byline>By Ana Díaz, Lima</p>", ["Ana Díaz"], id="a place"),
        pytest.param(
            "",
            "<span class='contributor author'>Ana Díaz</span>"
            "<span class=author-location>Santa Rosa, Lima</span>",
            ["Ana Díaz"],
            id="a place in an element of its own",
        ),
        pytest.param(
            "",
            "<div class=post-meta>by <span>Ana Díaz</span> on <span>May 3, 2024</span></div>",
            ["Ana Díaz"],
            id="author in the line of the date",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author={"@type": "Organization", "name": "Brack Port"})
            + meta(og_site_name="Brack Port"),
            "<p>By Partnerships</p>",
            ["Brack Port"],
            id="one word after a By is no person",
        ),
        pytest.param(
            "",
            "<a rel=author href=/a>Ana Díaz</a> and <a rel=author href=/b>Bo Lee</a>"
            "<p>Reviewed by</p><a rel=author href=/c>Cy Fox</a>",
            ["Ana Díaz", "Bo Lee"],
            id="reviewers are no authors",
        ),
        pytest.param(
            "",
            "<p class=byline>By ANA DÍAZ DE LA CRUZ</p><p>Story.</p>"
            "<div class=author-box itemprop=author><b>Ana Díaz de la Cruz</b> likes boats.</div>",
            ["Ana Díaz de la Cruz"],
            id="capitals are a byline's style",
        ),
        pytest.param(
            "", "<p class=byline>By ANA DÍAZ</p><p>Story.</p>", ["ANA DÍAZ"], id="no other spelling"
        ),
        pytest.param(
            meta(author="Uploader Bo"),
            "<p>Story.</p><p><em>By Ana Díaz</em></p>",
            ["Ana Díaz"],
            id="a printed By knows better than who filed the page",
        ),
        pytest.param(
            "",
            "<p>Story.</p><div><span>Written by</span><div>Ana Díaz</div></div>",
            ["Ana Díaz"],
            id="label and name in elements of their own",
        ),
        pytest.param(
            "",
            "<div id=what-the-cats-of-the-harbour-told-our-reporter><p>Purring</p></div>",
            [],
            id="an id made of a heading marks nothing",
        ),
        pytest.param(
            "",
            f"<div class='status-publish tag-related'>{STORY}<p class=byline>Ana Díaz</p></div>",
            ["Ana Díaz"],
            id="the topics of a post mark nothing",
        ),
        pytest.param(
            "",
            "<p>Story.</p><p>By the time the ferry left nobody had seen the cat.</p>",
            [],
            id="a By that begins a sentence",
        ),
        pytest.param(
            "",
            "<div class=media><article><h2>Picture</h2></article></div>"
            "<p class=byline>By Ana Díaz</p>",
            ["Ana Díaz"],
            id="an article in the article holds a picture",
        ),
        pytest.param(meta(author="Brack24 Redaktion"), "", ["Brack24 Redaktion"], id="a desk"),
        pytest.param(
            "",
            "<div class=byline>Posted in Quays by <a href=/authors/ana>Ana Díaz</a> and"
            " <a href=/authors/bo>Bo Lee</a></div>",
            ["Ana Díaz", "Bo Lee"],
            id="links to authors' pages are the names",
        ),
        pytest.param(
            "",
            "<p class=byline>By Ana Díaz <button>Bookmark</button></p>",
            ["Ana Díaz"],
            id="a button beside the name",
        ),
        pytest.param(
            "", "<p>Ana <b>Díaz</b> • 3 May 2024</p>", ["Ana Díaz"], id="a line by the headline"
        ),
        pytest.param("", "<p class=byline>dpa</p>", ["dpa"], id="an agency's own spelling"),
        pytest.param(
            "",
            "<p itemprop=author>By <b itemprop=name>Ana Díaz</b>, <b itemprop=name>Bo Lee</b></p>",
            ["Ana Díaz", "Bo Lee"],
            id="names in microdata",
        ),
        pytest.param(
            "",
            "<section itemprop=author>About <b itemprop=name>Ana Díaz</b></section>",
            ["Ana Díaz"],
            id="a name in a box",
        ),
        pytest.param(
            "",
            "<ul><li><a href=/authors/ana>Ana Díaz</a></li><li><a href=/authors/bo>Bo Lee</a></ul>",
            ["Ana Díaz", "Bo Lee"],
            id="a list of links",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author={"name": "Brack Media"}),
            "<p>Story.</p><p style='text-align: right'><b>Ana Díaz</b></p>",
            ["Ana Díaz"],
            id="signed at the end",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author={"name": "Quayside.com"}),
            "<p class=byline>By Ana Díaz</p>",
            ["Ana Díaz"],
            id="a site is no person",
        ),
        pytest.param(
            "",
            "<p><span class=meta-prep-author>Gepubliceerd</span> <time>3 mei</time></p>"
            "<p><span class=author>Piet Bos</span></p>",
            ["Piet Bos"],
            id="the word before a byline",
        ),
        pytest.param(
            json_ld(headline=HEADLINE, author=[{"name": "ANA DIAZ"}, {"name": "Ana M. Díaz"}]),
            "",
            ["Ana M. Díaz"],
            id="one person in two spellings",
        ),
        *(
            pytest.param(
                "",
                f"<div class=byline>{before} <a href=/author/ana>Ana Díaz</a> – 3 May 2024 | "
                f"{word} <a href=/author/bo>Bo Lee</a></div>",
                ["Ana Díaz"],
                id=word,
            )
            for before, word in (
                ("By", "Fact-checked by"),
                ("By", "Medically reviewed by"),
                ("By", "Updated by"),
                ("Von", "Geprüft von:"),
                ("Por", "Revisado por"),
                ("Par", "Traduit par"),
            )
        ),
        pytest.param(
            "", "<p>By Ana Díaz. Reviewed by Bo Lee</p>", ["Ana Díaz"], id="a reviewer, no links"
        ),
        pytest.param(
            "",
            "<div class=author>Author Posts</div><p><a href=/authors/ana><b>Ana Díaz</b></a></p>"
            f"{STORY}<p>Authors: Bo Lee and Cy Fox</p>",
            ["Ana Díaz"],
            id="a link to her page, and names in the story",
        ),
        pytest.param(
            "", "<p class=byline>By Arts & Harbour Desk</p>", ["Arts & Harbour Desk"], id="one desk"
        ),
        pytest.param("", "<p class=byline>By Anton and AFP</p>", ["Anton"], id="with an agency"),
        pytest.param(
            "",
            f"{STORY}<div><h2>Article by</h2><div>Ana Díaz</div></div>",
            ["Ana Díaz"],
            id="below the story",
        ),
    ],
)
def test_authors(head: str, body: str, authors: list[str]) -> None:
    assert metadata(head, f"<article><h1>{HEADLINE}</h1>{body}</article>").authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("표은결 기자 pyo@courier.example", ["표은결"]),
        ("[달빛일보 표은결 선임기자] <a href='mailto:p@c.example'>p@c.example</a>", ["표은결"]),
        ("제보: news@courier.example", []),  # nobody's own address
        ("어느 기자는 이렇게 말했다.", []),  # "a reporter said"
    ],
)
def test_a_korean_reporter_signs_with_an_address(line: str, authors: list[str]) -> None:
    assert metadata(body=f"<h1>고양이</h1><p>글.</p><p>{line}</p>", lang="ko").authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Published by Ana Díaz on Friday, May 3, 2024", ["Ana Díaz"]),
        ("May 3, 2024 at 3:30 pm, by Ana Díaz", ["Ana Díaz"]),
        ("By Ana Díaz, May 3, 2024, 3:48 p.m.", ["Ana Díaz"]),
        ("Erstellt von Ida Blum am Freitag, 3. Mai 2024", ["Ida Blum"]),
        ("Veröffentlicht am 3. Mai 2024 um 12:30 Uhr von Ida Blum", ["Ida Blum"]),
        ("May 3, 2024, by Ana Díaz", ["Ana Díaz"]),
        ("May 3, 2024 · 5 min read · By Ana Díaz", ["Ana Díaz"]),
        ("Ships | Words and photos by Ana Díaz", ["Ana Díaz"]),
        ("By Bo Lee Jr.", ["Bo Lee Jr."]),
        ("Fri, 3.5.2024 12:30 Uhr | Ida Blum", ["Ida Blum"]),
        ("Sound: 3 minutes | 3.5.2024 | Ida Blum", []),
        ("© 2001–2026 Kestrel Courier · Published by Marrow Print", []),
        ("Publié par Zoé Petit le vendredi 3 mai 2024", ["Zoé Petit"]),
    ],
)
def test_a_byline_around_a_date(line: str, authors: list[str]) -> None:
    assert metadata(body=f"<h1>{HEADLINE}</h1><p>{line}</p>").authors == authors


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Submitted by Ana Díaz", "Ana Díaz"),
        ("Geschrieben von Ida Blum am 3. Mai 2024", "Ida Blum"),
        ("Écrit par Zoé Petit", "Zoé Petit"),
        ("Scritto da Carla Neri", "Carla Neri"),
        ("Skrevet av Lis Dam", "Lis Dam"),
        ("Piše: Iva Horvat", "Iva Horvat"),
        ("Írta: Nagy Anna", "Nagy Anna"),
    ],
)
def test_a_byline_below_the_story(line: str, author: str) -> None:
    assert metadata(body=f"<h1>{HEADLINE}</h1>{STORY}<p>{line}</p>").authors == [author]


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("2024-05-03T12:30:00Z", None, "2024-05-03T12:30:00+00:00"),
        ("2024-05-03T12:30:15.123-0500", None, "2024-05-03T12:30:15-05:00"),
        ("2024-05-03 12:30:00 +0200", None, "2024-05-03T12:30:00+02:00"),
        ("2024-05-03T12:30", None, "2024-05-03T12:30:00"),
        ("2024-05-03", None, "2024-05-03"),
        ("20240503", None, "2024-05-03"),
        ("Fri, 03 May 2024 12:30:00 GMT", "en", "2024-05-03T12:30:00+00:00"),
        ("Fri, 3 May 2024 12:30:00 +0200", "en", "2024-05-03T12:30:00+02:00"),
        ("1714732200", None, "2024-05-03T10:30:00+00:00"),
        ("1714732200000", None, "2024-05-03T10:30:00+00:00"),
        ("May 3rd, 2024 at 4:05 p.m.", "en", "2024-05-03T16:05:00"),
        ("3 May 2024, 4.05pm GMT", "en", "2024-05-03T16:05:00+00:00"),
        ("3 Mei 2024, 2:30 petang", "ms", "2024-05-03T14:30:00"),
        ("3 Mei 2024, 9:30 pagi", "ms", "2024-05-03T09:30:00"),
        ("3. März 2024, 12.30 Uhr", "de", "2024-03-03T12:30:00"),
        ("le 1er août 2024 à 8h05", "fr", "2024-08-01T08:05:00"),
        ("3 de mayo de 2024", "es", "2024-05-03"),
        ("3 maggio 2024", "it", "2024-05-03"),
        ("3 maja 2024", "pl", "2024-05-03"),
        ("3 lipca 2024", "pl", "2024-07-03"),
        ("3. lipnja 2024.", "hr", "2024-06-03"),
        ("3. července 2024", "cs", "2024-07-03"),
        ("3 Mayıs 2024", "tr", "2024-05-03"),
        ("3 Mei 2024", "id", "2024-05-03"),
        ("3 tháng 5, 2024", "vi", "2024-05-03"),
        ("12 Gorffennaf 2024", "cy", "2024-07-12"),
        ("3 පෙබරවාරි 2024", "si", "2024-02-03"),
        ("令和6年5月3日(金)", "ja", "2024-05-03"),
        ("2024年（令和６年）5月3日 9時05分", "ja", "2024-05-03T09:05:00"),
        ("2019(令和元)年5月3日", "ja", "2019-05-03"),
        ("中華民國113年5月3日", "zh-TW", "2024-05-03"),
        ("3 مايو، 2024", "ar", "2024-05-03"),
        ("3 مئی ، 2024", "ur", "2024-05-03"),
        ("۱۴۰۳/۰۲/۱۴ ۱۲:۳۰", "fa", "2024-05-03T12:30:00"),
        ("2024 оны 5 сарын 3", "mn", "2024-05-03"),
        ("ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០២៤", "km", "2024-05-03"),
        ("မေ ၃၊ ၂၀၂၄", "my", "2024-05-03"),
        ("3 ພຶດສະພາ 2024", "lo", "2024-05-03"),
        ("2024 මැයි මස 3", "si", "2024-05-03"),
        ("3 मई 2024, 2:30 अपराह्न", "hi", "2024-05-03T14:30:00"),
        ("৩ মে ২০২৪, দুপুর ২:৩০", "bn", "2024-05-03T14:30:00"),
        ("3/5/2024 02:30 chiều", "vi", "2024-05-03T14:30:00"),
        ("3 พ.ค. 2567 14.30 น.", "th", "2024-05-03T14:30:00"),
        ("3 พ.ค. 67 (14:30 น.)", "th", "2024-05-03T14:30:00"),
        ("3 May 14:30", "en", None),
        ("2024. május 3.", "hu", "2024-05-03"),
        ("3. toukokuuta 2024", "fi", "2024-05-03"),
        ("3 мая 2024 г.", "ru", "2024-05-03"),
        ("3 травня 2024", "uk", "2024-05-03"),
        ("3 Μαΐου 2024", "el", "2024-05-03"),
        ("٣ مايو ٢٠٢٤", "ar", "2024-05-03"),
        ("3 أيار 2024", "ar", "2024-05-03"),
        ("3 במאי 2024", "he", "2024-05-03"),
        ("3 मई 2024", "hi", "2024-05-03"),
        ("3 พฤษภาคม 2567", "th", "2024-05-03"),
        ("2024年5月3日 12:30", "ja", "2024-05-03T12:30:00"),
        ("2024년 5월 3일", "ko", "2024-05-03"),
        ("2024.05.03 오후", "ko", "2024-05-03"),
        ("2024.05.03. 오후 2:30", "ko", "2024-05-03T14:30:00"),
        ("3 Μαΐου 2024, 2:30 μ.μ.", "el", "2024-05-03T14:30:00"),
        ("3 مايو 2024 2:30 م", "ar", "2024-05-03T14:30:00"),
        ("০৩ মে ২০২৪, ১২:৩০", "bn", "2024-05-03T12:30:00"),
        ("Thứ Sáu, 03/05/2024 14:30 GMT+7", "vi", "2024-05-03T14:30:00+07:00"),
        ("May 3, 2024 2:30 PM EDT", "en", "2024-05-03T14:30:00-04:00"),
        ("Dec 3, 2024 2:30 PM EST", "en", "2024-12-03T14:30:00"),  # printed in summer too
        ("3. Mai 2024, 12:30 Uhr MESZ", "de", "2024-05-03T12:30:00+02:00"),
        ("Jumat, 3 Mei 2024 | 14.30 WIB", "id", "2024-05-03T14:30:00+07:00"),
        ("3 мая 2024, 14:30 МСК", "ru", "2024-05-03T14:30:00+03:00"),
        ("4 mai 2024 12:30 est", "fr", "2024-05-04T12:30:00"),
        ("20240503T1230", None, "2024-05-03T12:30:00"),
        ("20240503T123000Z", None, "2024-05-03T12:30:00+00:00"),
        ("13.05.2024, 12:30 Uhr", "de", "2024-05-13T12:30:00"),
        ("03.05.2024", "de", "2024-05-03"),
        ("03/05/2024", "fr", "2024-05-03"),
        ("03/05/2024", "en-GB", "2024-05-03"),
        ("03/05/2024", "en-US", "2024-03-05"),
        ("05/13/2024", "en", "2024-05-13"),
        ("03/05/2024", "en", None),  # either
        ("Fri, 05/03/2024 - 09:00", "en", "2024-05-03T09:00:00"),  # but these were Fridays and
        ("Tuesday 05/03/2024", "en", "2024-03-05"),  # Tuesdays
        ("Fri, 05/03/2024", "en-GB", "2024-05-03"),
        ("Sun, 05/03/2024", "en", None),
        ("2024-13-03", None, None),
        ("2024-02-30", None, None),
        ("3 hours ago", "en", None),
        ("vor 3 Stunden", "de", None),
        ("1970-01-01T00:00:00Z", None, None),
        ("2099-01-01", None, None),
        ("12 people of 2024", "en", None),
        ("", None, None),
    ],
)
def test_dates_in_many_languages(text: str, language: str | None, date: str | None) -> None:
    assert fa.parse_date(text, language) == date


def test_tomorrow_is_a_time_zone_and_next_week_an_error() -> None:
    today = dt.date.today()
    assert fa.parse_date((today + dt.timedelta(days=1)).isoformat()) is not None
    assert fa.parse_date((today + dt.timedelta(days=7)).isoformat()) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김아다 기자 입력 2024.05.04 10:30", ["김아다"]),
        ("입력 2024.05.04 10:30 김아다 기자", ["김아다"]),
        ("2024-05-04 10:30 | 김아다·박이보 선임기자", ["김아다", "박이보"]),
        ("[김아다 특파원]", ["김아다"]),
        ("(타로=메아리) 김아다 기자 = 십일 년 동안 배들은 어둠 속을 지났다.", ["김아다"]),
        ("취재 기자", []),
        ("담당 기자 구독", []),
    ],
)
def test_korean_reporters_are_named_before_their_role(line: str, names: list[str]) -> None:
    assert metadata("", f"<h1>{HEADLINE}</h1><p>{line}</p>", "ko").authors == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("<p>Ana Díaz, Senior Reporter</p>", ["Ana Díaz"]),
        ("<p>Ana Díaz • Political Correspondent</p><p>3 May 2024</p>", ["Ana Díaz"]),
        ("<div>Ana Díaz<br>Redaktorka</div>", ["Ana Díaz"]),
        ("<p>3 May 2024 | Ana Díaz and Bo Lee, Staff Writers</p>", ["Ana Díaz", "Bo Lee"]),
        ("<p>Ana Díaz</p><p>The editor of a paper that nobody has read says so.</p>", []),
        ("<p>Ana Díaz, Mayor</p>", []),
        ("<p>Москва, корреспондент</p>", []),
        ("<p>Lamp is lit, Tarrow reporter says</p>", []),
    ],
)
def test_a_name_with_a_writers_trade_by_the_headline_is_a_byline(
    lines: str, names: list[str]
) -> None:
    assert metadata("", f"<h1>{HEADLINE}</h1>{lines}").authors == names


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("03/05/2024 - 09:05h Actualizado a las 10:00h", "2024-05-03T09:05:00", None),
        ("3 de mayo de 2024, actualizado a las 10:00", "2024-05-03", None),
        ("3 de mayo de 2024 (actualizado)", None, "2024-05-03"),
    ],
)
def test_a_time_of_change_belongs_to_the_day_before_it(
    line: str, published: str | None, modified: str | None
) -> None:
    found = metadata("", f"<h1>{HEADLINE}</h1><p>{line}</p>", "es")
    assert (found.date_published, found.date_modified) == (published, modified)


def test_a_journal_may_name_all_its_authors_in_one_element() -> None:
    head = "<meta name=citation_authors content='Quill, Ada; Blum, Ivo J.'>"
    byline = "<p class=author>Ada Quill</p>"
    assert metadata(head, f"<h1>{HEADLINE}</h1>{byline}").authors == ["Ada Quill", "Ivo J. Blum"]


@pytest.mark.parametrize("name", ["news_authors", "byline", "x:article_author_name", "og:author"])
def test_meta_elements_of_a_publishers_own_name_the_authors(name: str) -> None:
    head = f"<meta name={name} content='Ivo Blum'><meta name={name} content='Ada Quill'>"
    assert metadata(head).authors == ["Ivo Blum", "Ada Quill"]
    banner = "<meta name=smartbanner:author content='Ivo Blum'>"
    assert metadata(banner + "<meta name=twitter:creator content='Ivo Blum'>").authors == []


@pytest.mark.parametrize(
    ("head", "body", "published", "modified"),
    [
        pytest.param(
            json_ld(headline=HEADLINE, datePublished="2024-05-03T08:00:00+02:00")
            + meta(article_modified_time="2024-05-04T09:00:00+02:00"),
            "",
            "2024-05-03T08:00:00+02:00",
            "2024-05-04T09:00:00+02:00",
            id="declared",
        ),
        pytest.param(
            "",
            "<p class=date>Updated: May 4, 2024</p>",
            None,
            "2024-05-04",
            id="a change is no publication",
        ),
        pytest.param(
            "",
            "<span>Published on May 3, 2024 Updated on May 4, 2024</span>",
            "2024-05-03",
            "2024-05-04",
            id="both on a line",
        ),
        pytest.param(
            "",
            "<p>Aktualisiert: <time datetime='2024-05-04T10:00'>4. Mai</time></p>"
            "<p>Erschienen: <time datetime='2024-05-03T10:00'>3. Mai</time></p>",
            "2024-05-03T10:00:00",
            "2024-05-04T10:00:00",
            id="labelled times",
        ),
        pytest.param(
            "",
            "<p>Story.</p><aside class=related><time datetime='2024-04-01'>1 April</time></aside>"
            "<div id=comments><time datetime='2024-06-01'>1 June</time></div>",
            None,
            None,
            id="dates of others",
        ),
        pytest.param("", "<time>3 hours ago</time>", None, None, id="relative"),
        pytest.param(
            "",
            "<p class=date>Updated: 4 May 2024, 10:30 IST Published: 3 May 2024, 09:00 IST</p>",
            "2024-05-03T09:00:00",
            "2024-05-04T10:30:00",
            id="the change first",
        ),
        pytest.param(
            "",
            "<div class=node-changed><time datetime='2024-05-04T10:00'>4 May</time></div>",
            None,
            "2024-05-04T10:00:00",
            id="the element around it says that it is a change",
        ),
        pytest.param(
            "",
            "<div class=field--changed><time>May 4, 2024</time></div>",
            None,
            "2024-05-04",
            id="the line of a change is no publication either",
        ),
        pytest.param(
            "",
            "<p class=date><span class=updated>May 4, 2024</span> <b>May 3, 2024</b></p>",
            "2024-05-03",
            "2024-05-04",
            id="the change in front of the date",
        ),
        pytest.param(
            "",
            "<p class=date><b class=updated>May 3, 2024</b></p>",
            "2024-05-03",
            "2024-05-03",
            id="software that calls every date changed",
        ),
        pytest.param(
            "",
            "<b itemprop=datePublished>May 3, 2024</b> <b itemprop=dateModified>May 4, 2024</b>",
            "2024-05-03",
            "2024-05-04",
            id="microdata",
        ),
        pytest.param(
            "",
            "<b class=date data-publish-time='2024-05-03T10:00'>5 hours ago</b>"
            "<b class=date data-update-time='2024-05-04T10:00'>1 hour ago</b>",
            "2024-05-03T10:00:00",
            "2024-05-04T10:00:00",
            id="attributes that scripts read",
        ),
        pytest.param(
            "",
            STORY + "<b class=created>May 3, 2024</b><b class=lastmod>May 4, 2024</b>",
            "2024-05-03",
            "2024-05-04",
            id="classes of publishing software",
        ),
        pytest.param(
            "",
            STORY + "<div class=entry-footer><b class=date>May 3, 2024</b></div>",
            "2024-05-03",
            None,
            id="a post's own footer",
        ),
        pytest.param(
            "",
            STORY + "<div class='footer related-posts'><b class=date>May 3, 2024</b></div>",
            None,
            None,
            id="a footer of other posts",
        ),
        pytest.param(
            "",
            STORY + "<p class=byline>Ana Díaz / May 3, 2024</p>",
            "2024-05-03",
            None,
            id="in the byline",
        ),
        pytest.param(
            "",
            "<p>KÖLN, 3 May 2024 – The ferry lay still, and nobody in the harbour knew why.</p>",
            "2024-05-03",
            None,
            id="dateline",
        ),
        pytest.param(
            "<script>let p = {publishDate: '2024-05-03T10:00'}</script><!--pubdate=2024-05-03-->",
            "",
            "2024-05-03T10:00:00",
            None,
            id="in a script",
        ),
        pytest.param(
            "<!-- pubdate=2024-05-03 --><!-- pubdate=2024-05-04 -->",
            "",
            None,
            None,
            id="data of several stories",
        ),
        pytest.param(
            "<!-- pubdate=2024-05-05 -->" + meta(article_modified_time="2024-05-04"),
            "",
            None,
            "2024-05-04",
            id="data of another story",
        ),
        pytest.param(
            meta(article_published_time="2024-05-09") + json_ld(datePublished="2024-05-03"),
            "<time datetime='2024-05-03'>May 3</time>",
            "2024-05-03",
            None,
            id="two against one",
        ),
        pytest.param(
            "<meta name=w-published-time content='2024-05-09T10:00:00Z'>"
            "<meta name='First Published' content='May 3, 2024'>"
            "<meta name=unpublished content=2030-01-01>"
            "<meta name=article.lastUpdate content=2024-05-08>"
            "<meta name='Updated Date' content=2024-05-09>",
            "",
            "2024-05-03",
            "2024-05-09",
            id="names of a publisher's own, the first and the last",
        ),
        pytest.param(
            "<meta name='Updated Date' content=2024-05-03>",
            "<p>Ana Díaz | Senior Writer | May 3, 2024</p>",
            "2024-05-03",
            "2024-05-03",
            id="changed on the day it is printed to have come out",
        ),
        pytest.param(
            "<meta name=schema content='{&quot;datePublished&quot;:&quot;2024-05-03&quot;}'>",
            "",
            "2024-05-03",
            None,
            id="JSON in an attribute",
        ),
    ],
)
def test_published_and_modified(
    head: str, body: str, published: str | None, modified: str | None
) -> None:
    found = metadata(head, f"<article><h1>{HEADLINE}</h1>{body}</article>")
    assert (found.date_published, found.date_modified) == (published, modified)


def test_the_address_is_the_last_resort_for_a_date() -> None:
    url = "https://courier.example/2024/05/03/ferry"
    assert metadata(url=url).date_published == "2024-05-03"
    printed = metadata(body=f"<h1>{HEADLINE}</h1><time datetime=2024-05-02>2 May</time>", url=url)
    assert printed.date_published == "2024-05-02"
    assert metadata(url="https://courier.example/2025/12/3-cats").date_published is None
    assert metadata(url="https://courier.example/2024/5/3/cats").date_published == "2024-05-03"
    assert metadata(url="https://courier.example/cats-2024053").date_published is None
    assert metadata(url="https://courier.example/2024/may/03/cats").date_published == "2024-05-03"
    assert metadata(url="https://courier.example/a202405031230001").date_published == "2024-05-03"
    printed = metadata(body=f"<h1>{HEADLINE}</h1><p>2 May 2024</p>", url=url)
    assert printed.date_published == "2024-05-03"  # a line that is no more than that may be any


def test_today_in_the_head_of_the_page_is_no_date_of_the_article() -> None:
    menu = "<ul>" + "<li><a href=/s/>Section</a></li>" * 30 + "</ul>"
    body = f"<p class=date>May 9, 2024</p>{menu}<h1>{HEADLINE}</h1><p>Friday, May 3, 2024</p>"
    assert metadata(body=body).date_published == "2024-05-03"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<header><a href=/>Courier</a><b class=date>May 3, 2024</b></header><h1>Ferry</h1>", None),
        ("<div><header><a href=/>X</a><p>May 3, 2024</p></header></div><h1>Ferry</h1>", None),
        ("<header><p>May 3, 2024</p></header><h1>Ferry</h1>", None),
        ("<header><a href=/s>Ships</a><p>May 3, 2024</p><h1>Ferry</h1></header>", "2024-05-03"),
        ("<div><header><p>May 3, 2024</p></header><h1>Ferry</h1></div>", "2024-05-03"),
        ("<h1>Ferry</h1><header><a href=/s>Ships</a><p>May 3, 2024</p></header>", "2024-05-03"),
        ("<article><header><a href=/>Ships</a><p>May 3, 2024</p></header><h1>Ferry</h1></article>",
         "2024-05-03"),
        ("<p class=date>May 1, 2024</p><p>a</p><p>b</p><h1>Ferry</h1><p class=date>May 3, 2024</p>",
         "2024-05-03"),
        ("<p>Friday, May\n<b>3,</b> 2024</p><h1>Ferry</h1>", "2024-05-03"),
        ("<h1>The cat of <em>May 3, 2024</em></h1>", None),
    ],
)  # fmt: skip
def test_a_date_near_the_headline_that_is_not_in_the_head_of_the_page(
    body: str, date: str | None
) -> None:
    assert metadata(body=body).date_published == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("<p>Posted May 3, 2024 by Ana Díaz in Ships</p>", "2024-05-03"),
        ("<p>This entry was posted in Ships on May 3, 2024.</p>", "2024-05-03"),
        ("<p>Veröffentlicht in Schiffe am 3. Mai 2024</p>", "2024-05-03"),
        ("<p>Mis en ligne le 3 mai 2024 par Zoé Petit</p>", "2024-05-03"),
        ("<p>Pubblicato il 3 maggio 2024</p>", "2024-05-03"),
        ("<p>Δημοσιεύτηκε 3 Μαΐου 2024</p>", "2024-05-03"),
        ("<p>Опубликовано: 3 мая 2024</p>", "2024-05-03"),
        ("<p>公開日：2024年5月3日</p>", "2024-05-03"),
        ("<p>입력 2024.05.03</p>", "2024-05-03"),
        ("<div><b>Published</b><p>May 3, 2024</p></div>", "2024-05-03"),
        ("<p>Posted <time datetime=2024-05-03T10:00>May 3, 2024</time></p>", "2024-05-03T10:00:00"),
        ("<p>Post time: May-03-2024</p>", "2024-05-03"),
        ("<p>This post was updated on May 4, 2024</p>", None),
        ("<p>Posted notes of the crew that slept aboard for as long as it took: May 3, 2024</p>",
         None),
        ("<aside><p>Posted May 3, 2024</p></aside>", None),
    ],
)  # fmt: skip
def test_a_date_behind_a_word_for_publishing(lines: str, date: str | None) -> None:
    assert metadata(body=f"<h1>{HEADLINE}</h1>{STORY}{lines}").date_published == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("<div><p>By <a href=/ana>Ana Díaz</a></p><p>May 3, 2024</p></div>", "2024-05-03"),
        ("<div><p>Von Ana Díaz</p><p>Hafen</p><p>3. Mai 2024</p></div>", None),
        ("<div><p>By Ana Díaz</p><p>Updated May 4, 2024</p></div>", None),
        ("<div><p>By Ana Díaz</p><p>May 3, 2024</p></div>" * 2, None),  # two teasers
        ("<div><p>May 3, 2024</p><p>By Ana Díaz</p></div>", None),  # of what stands above it
    ],
)
def test_a_date_below_the_only_byline(lines: str, date: str | None) -> None:
    assert metadata(body=f"<h1>{HEADLINE}</h1>{STORY}{lines}").date_published == date


@pytest.mark.parametrize(
    ("url", "head", "lang", "date"),
    [
        ("https://courier.example/a", "", "en", None),
        ("https://brack-courier.uk/a", "", "en", "2024-05-03"),
        ("https://courier.example/a", meta(og_locale="en_US"), "en", "2024-03-05"),
        ("https://brack-courier.io/a", "", "en", None),
    ],
)
def test_what_tells_in_which_order_english_figures_stand(
    url: str, head: str, lang: str, date: str | None
) -> None:
    body = f"<h1>{HEADLINE}</h1><p class=date>03/05/2024</p>"
    assert metadata(head, body, url=url, lang=lang).date_published == date


OLD_PAGE = (
    "<table><tr><td><a href=/harbour/ferry>{title}</a></td><td><font>Friday, May 3, 2024</font><br>"
    "<font size=5><b>{title}</b></font><br><font><i>By Ana Díaz, Staff Writer</i></font>"
    "<p>Story.</td><td>&copy; 2003 Brack Courier</td></tr></table>"
)


def test_the_lines_around_a_title_that_no_heading_prints() -> None:
    head = f"<title>Brack Courier: {HEADLINE}</title>" + meta(og_site_name="Brack Courier")
    found = metadata(head, OLD_PAGE.format(title=HEADLINE))
    assert (found.title, found.date_published) == (HEADLINE, "2024-05-03")
    assert found.authors == ["Ana Díaz"]
    assert found.title_element is not None and found.title_element.name == "b"


def test_a_title_that_nothing_prints_has_no_lines() -> None:
    found = metadata("<title>Boats: a history</title>", OLD_PAGE.format(title=HEADLINE))
    assert (found.title_element, found.authors, found.date_published) == (None, [], None)


# --- which JSON-LD object is the article ----------------------------------------------------------


def test_related_stories_in_json_ld_are_not_the_article() -> None:
    other = {"@type": "NewsArticle", "headline": "Soup", "url": "https://courier.example/soup",
             "datePublished": "2020-01-01", "author": {"name": "Sue Soup"}}  # fmt: skip
    items = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    own = {"@type": "ReportageNewsArticle", "headline": HEADLINE, "mainEntityOfPage": URL,
           "datePublished": "2024-05-03", "author": {"name": "Ana Díaz"}}  # fmt: skip
    graph = json.dumps({"@graph": [items, other, own]})
    found = metadata(f'<script type="application/ld+json">{graph}</script>')
    assert (found.title, found.authors) == (HEADLINE, ["Ana Díaz"])
    assert found.date_published == "2024-05-03"


def test_an_entry_of_a_live_blog_is_not_the_article() -> None:
    entry = {"@type": "BlogPosting", "headline": "Noon", "author": {"name": "Bo Lee"}}
    assert metadata(json_ld(headline=HEADLINE, liveBlogUpdate=[entry])).authors == []


def test_wrong_types_throughout_do_no_harm() -> None:
    nonsense: list[Any] = [None, 7, [], {}, [[]], {"name": {"name": [7, None]}}, "", True]
    for value in nonsense:
        keys = ("headline", "author", "datePublished", "image", "keywords", "publisher", "hasPart",
                "isAccessibleForFree", "url", "mainEntityOfPage", "articleSection")  # fmt: skip
        found = metadata(json_ld(**dict.fromkeys(keys, value)))
        assert found.title == HEADLINE


# --- the other fields -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("en_us", "", "en-US"),
        ("ZH-hans-cn", "", "zh-Hans-CN"),
        ("", meta(og_locale="pt_BR"), "pt-BR"),
        ("", json_ld(inLanguage="de"), "de"),
        ("english please", "", None),
        ("en", "<title>Паром снова опоздал: кот спит на трапе</title>", None),
        ("en", "<title>Паром снова опоздал</title>" + meta(og_locale="ru_RU"), "ru-RU"),
    ],
)
def test_language(lang: str, head: str, language: str | None) -> None:
    assert metadata(head, "<p>x</p>", lang).language == language


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/harbour/ferry", "https://www.brack-courier.example/harbour/ferry"),
        ("https://other.example/story/1", "https://other.example/story/1"),
        ("https://www.brack-courier.example/", None),
        ("https://other.example", None),
        ("javascript:void(0)", None),
    ],
)
def test_canonical_url(href: str, canonical: str | None) -> None:
    assert metadata(f"<link rel=canonical href='{href}'>").canonical_url == canonical


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("/img/cat.jpg", "https://www.brack-courier.example/img/cat.jpg"),
        ("https://cdn.example/logo.png", None),
        ("https://cdn.example/pixel.gif", None),
        ("data:image/png;base64,AAAA", None),
        (
            "https://cdn.example/catalogo-de-barcos.jpg",
            "https://cdn.example/catalogo-de-barcos.jpg",
        ),
    ],
)
def test_image(image: str, found: str | None) -> None:
    assert metadata(meta(og_image=image)).image == found


@pytest.mark.parametrize(
    ("keys", "free"),
    [
        ({"isAccessibleForFree": True}, True),
        ({"isAccessibleForFree": "False"}, False),
        ({"isAccessibleForFree": "http://schema.org/True"}, True),
        ({"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": False}]}, False),
        ({"isAccessibleForFree": "perhaps"}, None),
        ({}, None),
    ],
)
def test_is_free_only_as_declared(keys: dict[str, Any], free: bool | None) -> None:
    assert metadata(json_ld(headline=HEADLINE, **keys)).is_free is free


def test_a_whole_description_is_taken_for_a_cut_one() -> None:
    whole = "The ferry left late because a cat slept on the gangway, said Captain Fenwright."
    head = meta(og_description=whole[:40] + "…", description=whole)
    assert metadata(head).description == whole
    assert metadata(meta(og_description="Cats &amp;amp; boats")).description == "Cats & boats"


@pytest.mark.parametrize(
    "box",
    [
        "<ul class=td-tags><li><span>TAGS</span></li><li><a href=/t/1>Ferries</a></li>"
        "<li><a href=/t/2>Cats</a></li></ul>",
        "<div class='post tag-list'>Tags: <a href=/t/1>#Ferries</a> <a href=/t/2>#Cats</a></div>",
        "<div class=postTags><a href=/t/1>Ferries</a><a href=/t/2>Cats</a></div>",
    ],
)
def test_tags_are_read_from_a_box_of_links(box: str) -> None:
    story = f"<h1>{HEADLINE}</h1><p>The ferries are back.</p>"
    assert metadata(body=story + box).tags == ["Ferries", "Cats"]
    labelled = "<div class=tags><p>A long list of what we have <a href=/t/1>tagged</a></p></div>"
    assert metadata(body=story + labelled).tags == []


@pytest.mark.parametrize("name", ["standfirst", "article__lead", "sub-title perex"])
def test_a_printed_standfirst_describes_where_nothing_else_does(name: str) -> None:
    text = "The captain would not wake it, and two hundred people waited on the quay."
    body = f"<h1>{HEADLINE}</h1><p class='{name}'>{text}</p>{STORY}"
    assert metadata(body=body).description == text
    assert metadata(meta(description="Another one, by the desk."), body).description != text


def test_tags_section_and_site() -> None:
    found = metadata(
        json_ld(
            headline=HEADLINE,
            keywords=["Ferries", "ferries", "Cats"],
            articleSection=["Harbour", "News"],
            publisher={"@type": "Organization", "name": "The Brack Courier"},
        )
    )
    assert found.tags == ["Ferries", "Cats"]
    assert found.section == "Harbour"
    assert found.site_name == "The Brack Courier"
    assert metadata(meta(keywords="ferries, cats; ports")).tags == ["ferries", "cats", "ports"]
    assert found.sources["tags"] == "json-ld keywords"
    settings = json_ld(headline=HEADLINE, keywords=["Lite:true", "Tag:Cats", "Tag:Night boats"])
    assert metadata(settings).tags == ["Cats", "Night boats"]


@pytest.mark.parametrize(
    ("body", "section"),
    [
        ("<a itemprop=articleSection href=/s/>Harbour</a>", "Harbour"),
        ("<meta itemprop=articleSection content=Harbour>", "Harbour"),
        ("<div class=related><a itemprop=articleSection href=/s/>Sport</a></div>", None),
        ("<a rel='category tag' href=/s/>Harbour</a>", "Harbour"),
        ("<a rel=tag href=/category/harbour/>Harbour</a>", "Harbour"),
        ("<a rel='category tag' href=/category/x/>Sin categoría</a>", None),
        ("<a rel='category tag' href=/category/posts/>Posts</a>", None),
        ("<a href=/s/>Harbour</a>", None),
    ],
)
def test_section_of_a_marked_element(body: str, section: str | None) -> None:
    assert metadata(body=f"<h1>{HEADLINE}</h1>{body}").section == section


def test_a_link_to_a_category_is_no_tag() -> None:
    links = "<a rel=tag href=/category/port/>Port</a> <a rel=tag href=/tag/cats/>Cats</a>"
    assert metadata(body=f"<h1>{HEADLINE}</h1>{links}").tags == ["Cats"]


def test_the_classes_of_an_article_name_no_byline() -> None:
    story = "<p>By Ana Díaz</p><p>The ferries of Brack are back, all four of them, he said."
    kicker = "<header><a href=/essays>Essays</a>"
    body = f"<article class='hentry author-editor'>{kicker}<h1>{HEADLINE}</h1></header>{story}"
    assert metadata(body=body).authors == ["Ana Díaz"]


def test_links_to_pages_of_tags_are_tags() -> None:
    links = "<a href=/tags/cats/>Cats</a> <a href=/blog/tagged/port>Port</a>"
    story = "<p>The ferries of <a href=/tag/brack/>Brack</a> are back, all four of them, he said."
    above = f"<article><h1>{HEADLINE}</h1><p>May 3, 2024 • {links}</p>"
    assert metadata(body=above + story).tags == ["Cats", "Port"]
    cloud = "".join(f"<li><a href=/tag/{i}>Tag {i}</a>" for i in range(30))
    assert metadata(body=f"<h1>{HEADLINE}</h1>{story}<ul>{cloud}</ul>").tags == []


def test_a_section_may_be_named_as_its_host_is() -> None:
    sport = "https://sport.brack-courier.example/boats/ferry-wins"
    assert metadata(json_ld(articleSection="Sport"), url=sport).section == "Sport"
    named = meta(og_site_name="Sport", article_section="Sport")  # the site, not a part of it
    assert metadata(named, url=sport).section is None


def test_small_words_of_a_site_name_need_not_stand_in_its_host() -> None:
    head = f"<title>{HEADLINE} | La Gazette de Brackwater</title>"
    found = metadata(head, url="https://gazettebrackwater.example/a/b")
    assert (found.title, found.site_name) == (HEADLINE, "La Gazette de Brackwater")


def test_a_page_that_says_nothing() -> None:
    assert metadata(body="<p>Text.</p>", lang="") == fa.Metadata()


# --- bylines and dates as lines of a text ---------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Díaz",
        "Von Ida Blum, Lower Brack",
        "Ana Díaz, Senior Reporter",
        "ANA DÍAZ | 文／张三",
        "（责任编辑：王小明）",
    ],
)
def test_lines_that_are_bylines(line: str) -> None:
    assert fa.looks_like_byline(line, ["Ana Díaz", "Ida Blum"])


@pytest.mark.parametrize(
    "line",
    [
        "By the time the ferry left, Ana Díaz had gone home and the cat was asleep again.",
        "Ana Díaz was seen by nobody.",
        "By and by.",
        "",
    ],
)
def test_lines_that_are_no_bylines(line: str) -> None:
    assert not fa.looks_like_byline(line, ["Ana Díaz"])


@pytest.mark.parametrize(
    "line",
    [
        "May 3, 2024",
        "Publicado: 3 de mayo de 2024, 12:30",
        "2024年5月3日 12:30",
        "Published on May 3, 2024 at 3:48 p.m.",
        "2024-05-03T12:30",
    ],
)
def test_lines_that_are_dates(line: str) -> None:
    assert fa.looks_like_date(line)


@pytest.mark.parametrize("line", ["Am 3. Mai 2024 begann der Prozess.", "3 cats in 2024", ""])
def test_lines_that_are_no_dates(line: str) -> None:
    assert not fa.looks_like_date(line)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{HEADLINE}</h1>" + "<div class=author><span class=date>" * 20_000,
        f"<h1>{HEADLINE}</h1>" + f"<p>{'a' * 150} 3 May 2024</p>" * 20,
        f"<div><header>{'<b class=date>3</b>' * 100_000}</header></div><h1>{HEADLINE}</h1>",
        f"<h1>{HEADLINE}</h1><p class=date>5 {'กิ' * 20_000} 2567</p>",  # words are not parted
        f"<h1>{HEADLINE}</h1><p class=byline>Ida Blum{',' * 20_000}x</p>",
    ],
    ids=["endless nesting", "endless word", "endless header", "endless Thai", "endless commas"],
)
def test_hostile_pages_take_no_time(body: str) -> None:
    started = time.process_time()
    assert metadata(body=body).title == HEADLINE
    assert time.process_time() - started < 20  # endless ones took minutes
