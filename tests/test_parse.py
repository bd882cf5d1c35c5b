"""Parse: bytes to characters, characters to a tree and what stands beside it, JSON-LD."""

from __future__ import annotations

import copy
import gzip
import json
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st

import fetch_articles as fa

TESTS = Path(__file__).parent
CORPUS = TESTS.parents[1] / "shared" / "corpus"

# --- characters -----------------------------------------------------------------------------------

RUSSIAN = "Вчера вечером жители посёлка собрались у старого моста, чтобы обсудить план ремонта."
JAPANESE = "昨日の夕方、住民は古い橋のたもとに集まり、修理の計画について話し合った。①番の案です。"
CHINESE = "昨天傍晚，镇上的居民聚集在旧桥边，讨论修缮计划。工程将于春天开始，持续到秋天。"
TAIWANESE = "昨天傍晚，鎮上的居民聚集在舊橋邊，討論修繕計畫。工程將於春天開始，持續到秋天。"
KOREAN = "어제 저녁 마을 주민들이 오래된 다리 옆에 모여 수리 계획을 논의했다. 공사는 봄에 시작된다."
ARABIC = "اجتمع سكان البلدة مساء أمس قرب الجسر القديم لمناقشة خطة ترميمه وقال رئيس المجلس إنه قريب."
POLISH = "Wczoraj mieszkańcy miasteczka zebrali się przy starym moście, żeby omówić główny plan."
ENGLISH = "“We’ve waited ten years – too long,” said the chair of the café owners’ club."
FRENCH = "Hier soir, les habitants se sont réunis près du vieux pont. « Dix ans déjà », dit l’élue."

CHARSETS = [
    ("utf-8", "utf-8", JAPANESE),
    ("windows-1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8-r", RUSSIAN),
    ("shift_jis", "cp932", JAPANESE),
    ("euc-jp", "euc_jis_2004", JAPANESE),
    ("iso-2022-jp", "iso2022_jp", JAPANESE.replace("①", "1")),
    ("gb2312", "gb18030", CHINESE),
    ("gb18030", "gb18030", CHINESE),
    ("big5", "big5", TAIWANESE),
    ("euc-kr", "euc-kr", KOREAN),
    ("windows-1256", "cp1256", ARABIC),
    ("iso-8859-2", "iso8859-2", POLISH),
    ("windows-1252", "cp1252", ENGLISH),
    ("iso-8859-1", "cp1252", FRENCH),  # so declared, yet with quotation marks of windows-1252
]


def page(text: str, head: str = "") -> str:
    language = "pl" if text is POLISH else ""  # no bytes tell Latin charsets apart
    head = f"<head>{head}<title>{text[:9]}</title></head>"
    return f"<!DOCTYPE html><html lang='{language}'>{head}<p>{text}</p></html>"


@pytest.mark.parametrize("label,codec,text", CHARSETS)
@pytest.mark.parametrize("where", ["header", "meta", "http-equiv", "xml", "nowhere", "wrong"])
def test_no_mojibake(label: str, codec: str, text: str, where: str) -> None:
    head = {
        "meta": f'<!-- charset=x --><meta charset="{label.upper()}">',
        "http-equiv": f"<meta content='text/html; charset={label}' http-equiv=Content-Type>",
    }.get(where, "")
    html = page(text, head)
    if where == "xml":
        html = f'<?xml version="1.0" encoding="{label}"?>\n{html}'
    wrong = "iso-8859-1" if codec in ("utf-8", "cp1252") else "utf-8"
    header = {"header": f"text/html; charset={label}", "wrong": f"text/html;charset={wrong}"}
    assert fa.decode(html.encode(codec), header.get(where, "text/html")) == html


def test_an_escape_in_a_page_past_ascii_is_none_of_iso_2022_jp() -> None:
    html = page(RUSSIAN + "\x1b$")
    assert fa.decode(html.encode()) == html


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_wins(codec: str) -> None:
    html = page(RUSSIAN, "<meta charset=koi8-r>")
    assert fa.decode(html.encode(codec), "text/html; charset=windows-1251") == html


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(codec: str) -> None:
    assert fa.decode(page(RUSSIAN).encode(codec), None) == page(RUSSIAN)


@pytest.mark.parametrize("codec", ["cp1251", "cp932", "gb18030", "big5", "euc-kr", "cp1256"])
def test_latin1_declared_for_what_is_not_latin(codec: str) -> None:
    text = next(text for _, name, text in CHARSETS if name == codec)
    assert fa.decode(page(text).encode(codec), "text/html; charset=ISO-8859-1") == page(text)


def test_utf8_by_its_bytes_though_declared_as_something_else() -> None:
    for label in ("iso-8859-1", "windows-1251", "gb2312", "shift_jis"):
        assert fa.decode(page(RUSSIAN).encode(), f"text/html; charset={label}") == page(RUSSIAN)


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, POLISH, RUSSIAN, ARABIC, JAPANESE])
@pytest.mark.parametrize(
    "windows", [False, True]
)  # 80 to 9F as windows-1252 has them, like browsers
def test_a_page_that_was_encoded_twice(text: str, windows: bool) -> None:
    html = page(f"{text} «…»").encode().decode("latin-1")
    if windows:
        known = bytes(byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d")
        html = html.translate(dict(zip(known, known.decode("cp1252"), strict=True)))
    for taken in (html, html.encode()):  # users of the library do it themselves
        assert text_of(taken) == f"{text} «…»"


def test_letters_of_latin_1_that_look_encoded_twice() -> None:
    text = "“A MANHÃ” – the word for morning, in capitals – is ‘MANHÃ’ in São Tomé."
    assert text_of(page(text)) == text


def text_of(html: str | bytes) -> str:
    page = fa.Page("u", "http://host.test/", html) if isinstance(html, bytes) else None
    parsed = fa.parse_page(page) if page else fa.parse_html(str(html), "http://host.test/")
    return parsed.soup.p.get_text()


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/protected#42" class="m" data-cfemail="{}">[email&#160;protected]</a>',
        "<a href='x'><span class='m' data-cfemail='{}'>[email protected]</span></a>",
    ],
)
def test_mail_addresses_that_a_host_hides(markup: str) -> None:
    code = bytes([0x5A, *(0x5A ^ byte for byte in b"desk@harbour.example")]).hex()
    assert text_of(page(f"Write to {markup.format(code)}.")) == "Write to desk@harbour.example."
    broken = page('Write to <a data-cfemail="xyz">us</a>.')
    assert text_of(broken) == "Write to us."


def test_a_few_broken_bytes_do_not_flip_a_page() -> None:
    body = page(RUSSIAN).encode().replace(" у ".encode(), b" \xff ")
    assert "собрались \ufffd старого" in fa.decode(body, "text/html; charset=utf-8")
    assert "собрались \ufffd старого" in fa.decode(body, None)


def test_meta_far_down_and_the_label_of_utf16() -> None:
    head = "<script>" + "x" * 2000 + "</script><meta charset=windows-1251>"
    assert fa.decode(page(RUSSIAN, head).encode("cp1251"), None) == page(RUSSIAN, head)
    head = "<meta charset=utf-16>"
    assert fa.decode(page(RUSSIAN, head).encode(), None) == page(RUSSIAN, head)


def test_language_tells_charsets_apart_that_share_their_letters() -> None:
    html = '<html lang="tr"><p>Dün akşam köprünün ışığı söndü, çalışmalar sürüyor.</p></html>'
    assert fa.decode(html.encode("cp1254"), None) == html


@pytest.mark.parametrize("label", ["x-user-defined", "base64", "unicode_escape", "\0", "utf-7"])
def test_labels_that_are_no_charset_are_passed_over(label: str) -> None:
    assert fa.decode(page(FRENCH).encode("cp1252"), f"text/html; charset={label}") == page(FRENCH)


def test_a_charset_that_is_mostly_space_takes_no_time() -> None:
    started = time.process_time()
    assert fa.decode(page(FRENCH).encode("cp1252"), f"text/html; charset={' ' * 50_000}(")
    assert time.process_time() - started < 4


def test_controls_and_surrogates_are_dropped() -> None:
    parsed = fa.parse_html("<p>a\x00b\x1b \ud800c\x7f don\x92t &#146; \x81</p><p>tail</p>", "")
    assert parsed.soup.get_text("|") == "ab c don’t ’ |tail"


def test_undefined_bytes_of_windows_1252_show_nothing() -> None:
    html = fa.decode(b"caf\xe9 \x81\x8d", "text/html;charset=cp1252")
    assert fa.without_controls(html).decode() == "café "


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    fa.parse_page(fa.Page("u", "http://host.test/", body, content_type))


PIECES = [
    "<p", "<div>", "</div>", "<a>", "</p>", "<table>", "<td>", "<svg>", "</svg>", "<script>", "x",
    "</script>", "<br/>", "<!--", "-->", "<![CDATA[", "]]>", "<body>", "</body>", "<html>", "<?",
    "</html>", ">", "<", "&", "&#0;", "<li>", "<noscript>", "<template>", "<b>", "<i>", "</b>", " ",
    "</i>", "<style>", "<title>", "<meta", "<link", "content=", "name=a", '"', "'", "=", "<pre>",
    "<textarea>", "<frameset>", "<head>", "</head>",
    "<nav>", "</nav>", "<h1>", "</h1>",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
@example(["<head>", "</html>", "<head>", "<td>"])
def test_any_markup_gives_the_tree_that_bs4_builds(pieces: list[str]) -> None:
    assert_same_tree(fa.without_controls(" ".join(pieces)))


# --- the tree -------------------------------------------------------------------------------------


def outline(soup: BeautifulSoup) -> list[object]:
    """Elements with their attributes and depth, and the text between them."""
    lines: list[object] = []
    depth = {id(soup): 0}
    text = ""
    for node in soup.descendants:
        if isinstance(node, NavigableString):
            text += node
            continue
        assert isinstance(node, Tag) and node.parent is not None
        depth[id(node)] = depth[id(node.parent)] + 1
        lines += [" ".join(text.split()), (node.name, dict(node.attrs), depth[id(node)])]
        text = ""
    return [line for line in [*lines, " ".join(text.split())] if line]


def trees(html: bytes) -> tuple[fa.TreeTarget, fa.TreeTarget]:
    lean, stock = fa.TreeTarget(), fa.TreeTarget()
    lean.read(html)
    stock.read_stock(html)
    return lean, stock


def assert_same_tree(html: bytes) -> None:
    lean, stock = trees(html)
    in_heads = (tag for head in stock.soup("head") for tag in head.find_all(recursive=False))
    if all(tag.name in fa.HEAD_TAGS for tag in in_heads):
        assert outline(lean.soup) == outline(stock.soup)  # else libxml2 was at a loss
    for name in ("base", "lang", "meta", "json_ld"):
        assert getattr(lean, name) == getattr(stock, name)


def real_pages() -> list[Path]:
    return [*sorted(TESTS.glob("pages/*/page.html")), *sorted(CORPUS.glob("*/pages/*.gz"))[::40]]


def test_lean_tree_fits_the_installed_bs4() -> None:
    assert fa.lean_tree_works()


@pytest.mark.skipif(not real_pages(), reason="no pages")
def test_the_lean_tree_is_the_stock_tree_on_real_pages() -> None:
    for path in real_pages():
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
        html = fa.without_controls(fa.decode(body, None))
        assert_same_tree(html)
        lean, stock = trees(html)
        for selector in ("div > p", "li a[href]", "h1 ~ p", "[class]"):
            found = [[str(tag.attrs) for tag in t.soup.select(selector)] for t in (lean, stock)]
            assert found[0] == found[1], (path, selector)


def test_pages_are_read_when_bs4_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<html lang=x><meta name=a content=b><script>s</script><!--c--><svg>d</svg><p>One</p>"
    lean = fa.parse_html(html, "")
    monkeypatch.setattr(fa, "lean_tree_works", lambda: False)
    stock = fa.parse_html(html, "")
    assert type(stock.soup.p) is Tag
    assert outline(stock.soup) == outline(lean.soup)
    assert (stock.lang, stock.meta, stock.scripts) == (lean.lang, lean.meta, lean.scripts)


def test_all_of_a_page_is_in_its_body() -> None:
    html = "<html><body class=a><p>one</body></html><p>two</p></body><body><p>three</p></html>four"
    body = fa.parse_html(html, "").soup.body
    assert body is not None and body.get_text() == "onetwothreefour"


@pytest.mark.parametrize("rest", ["<p>two", "</main><p>two", "</main></head><body id=b><p>two"])
def test_a_body_begins_without_its_tag(rest: str) -> None:
    """Also with an element that libxml2 does not know (WHATWG HTML, "in head")."""
    html = f"<!DOCTYPE html><title>Mill</title><meta name=a content=b><main><h1>one</h1>{rest}"
    tree = fa.parse_html(html, "")
    body = tree.soup.body
    assert body is not None and body.get_text("|") == "one|two"
    assert (tree.soup.head.get_text("|"), body.get("id")) == ("Mill", "b" if "id" in rest else None)  # type: ignore[union-attr]
    assert tree.meta == {"a": ["b"]}


def test_the_tree_can_be_used_like_any_other() -> None:
    html = "<div class='a b'>one <b>two</b><br>three</div><ul><li>x<li>y</ul>"
    soup = fa.parse_html(html, "").soup
    div = soup.div
    assert div is not None and div.get_text("|") == "one |two|three"
    assert [tag.name for tag in soup.select(".a > b, ul li:last-child")] == ["b", "li"]
    assert soup.find(string="two").parent.parent is div  # type: ignore[union-attr]
    assert str(div) == '<div class="a b">one <b>two</b><br/>three</div>'
    assert str(copy.copy(div)) == str(div)
    assert str(copy.deepcopy(soup)) == str(soup)
    div.b.decompose()  # type: ignore[union-attr]
    assert [str(x) for x in div.descendants] == ["one ", "<br/>", "three"]
    div.append(soup.new_tag("i"))
    assert soup.i is not None and soup.i.find_next("li").get_text() == "x"  # type: ignore[union-attr]


def test_what_is_no_text_is_left_out() -> None:
    html = """<p>a</p><!-- b --><script>c</script><style>d</style><svg><text>e</text></svg>
      <noscript><p>f</p></noscript><iframe>g</iframe><template><p>h</p></template>
      <video>i</video><x-story><template shadowrootmode=open><p>j</p></template></x-story>"""
    assert fa.parse_html(html, "").soup.get_text(" ").split() == ["a", "j"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><nav><ul><li>b<li>c</ul></nav>d<nav>e</nav><p>f</p>", "a d f"),
        ("<nav><ul><li>a</ul><div id=x>b<main>c<p>d</main>e</div></nav>f", "c d e f"),
        ("<nav>a<div><p>b</p><nav>c</nav></div>d</nav>e", "b d e"),
        ("<nav>a<template><p>b</template><ul><li>c</ul></nav><h1>d</h1>", "d"),
    ],
)
def test_menus_are_left_out_and_what_only_seems_one_is_not(html: str, text: str) -> None:
    soup = fa.parse_html(html, "").soup
    assert soup.get_text(" ").split() == text.split()


def test_what_a_menu_says_beside_its_text_is_kept() -> None:
    html = """<nav><a>a</a><script type=application/ld+json>{"@id": "b"}</script>
      <meta itemprop=name content=c></nav>"""
    parsed = fa.parse_html(html, "")
    assert (parsed.json_ld, parsed.meta) == ([{"@id": "b"}], {"name": ["c"]})


def test_what_stands_beside_the_text() -> None:
    html = """<html lang="pt-BR"><head><base href="/news/"><base href="/other/">
      <meta property="OG:Title twitter:title" content=" A &amp; B "><meta name="Empty" content="">
      <meta itemprop="datePublished dateModified" content="2024-01-02">
      <meta http-equiv="Content-Language" content="pt"><meta name="author" content="Ana">
      <link rel="Canonical" href="x.html"><script> var a = 1; </script><script></script>
      </head><p>t</p><meta name="author" content="Rui">
      <script type="application/json">{"b": 1}</script>"""
    parsed = fa.parse_html(html, "https://host.test/story?x=1")
    assert parsed.lang == "pt-BR"
    assert parsed.base_url == "https://host.test/news/"
    assert parsed.meta == {
        "og:title": ["A & B"],
        "twitter:title": ["A & B"],
        "datepublished": ["2024-01-02"],
        "datemodified": ["2024-01-02"],
        "content-language": ["pt"],
        "author": ["Ana", "Rui"],
    }
    assert parsed.links == [{"rel": "canonical", "href": "x.html"}]
    assert parsed.scripts == ["var a = 1;", '{"b": 1}']
    assert parsed.soup.find("script") is None


def test_a_base_that_is_no_url_is_ignored() -> None:
    parsed = fa.parse_html("<base href='http://[x'><p>a", "https://host.test/a")
    assert parsed.base_url == "https://host.test/a"


HOSTILE = {
    "open comments": "<p>TEXT</p>" + "<!--" * 100_000,
    "open tags": "<p>TEXT</p>" + "<a" * 100_000,
    "open brackets": "<p>TEXT</p>" + "<" * 300_000,
    "declarations": "<p>TEXT</p>" + "<!DOCTYPE <?x <![CDATA[" * 30_000,
    "deep": "<div>" * 50_000 + "TEXT" + "</div>" * 50_000,
    "deep, never closed": "<p><b>" * 50_000 + "TEXT",
    "deep, stray end tags": "<div>" * 60_000 + "</span>" * 60_000 + "TEXT",
    "deep tables": "<table><tr><td>" * 20_000 + "TEXT",
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">TEXT",
    "one attribute": '<p title="' + "word " * 400_000 + '">TEXT',
    "breaks": "<br/>" * 200_000 + "TEXT",
    "tags": "<p>a</p>" * 120_000 + "<p>TEXT",
    "long text": "<p>" + "word " * 2_000_000 + "TEXT",
    "entities": "<p>" + "&amp;&bogus;" * 100_000 + "TEXT",
    "NUL": "<p>a\0b" * 1000 + "<p>TEXT",
    "only text": "TEXT",
    "body ends early": "<html><body><p>a</body></html><p>TEXT</p>",
    "two bodies": "<html><body><p>a</body><html><body><p>TEXT</p></body></html>",
    "XML declaration": '<?xml version="1.0" encoding="utf-16"?><html><p>TEXT é</p></html>',
    "another charset in meta": "<meta charset=utf-16><meta charset=koi8-r><p>TEXT é</p>",
    "half a comment": "<p>a<!-- b <p>c</p> --!><p>TEXT",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_ends_and_keeps_its_text(name: str) -> None:
    html = HOSTILE[name]
    started = time.process_time()
    soup = fa.parse_html(html, "http://host.test/").soup
    seconds = time.process_time() - started
    assert "TEXT" in soup.get_text()
    assert "é" not in html or "é" in soup.get_text()
    # Ten times what it takes on an idle machine; what grows with the square takes minutes.
    assert seconds < 4 + 4 * len(html) / 1e6


def test_no_page_is_deeper_than_browsers_build_it() -> None:
    html = "<div>" * 600 + "<p>one</p><p>two <b>three <i>four</i> five</b></p>" + "</div>" * 600
    soup = fa.parse_html(html + "<p>six</p>", "").soup
    assert max(len(list(tag.parents)) for tag in soup.find_all(True)) == fa.DEPTH_MAX
    assert [p.get_text() for p in soup.find_all("p")] == ["one", "two ", "six"]
    assert soup.get_text() == "onetwo three four fivesix"


def test_time_grows_with_the_length_of_a_page() -> None:
    def seconds(paragraphs: int) -> float:
        html = "<div class=a><p>One <b>two</b> three.</p><a href=x>y</a></div>" * paragraphs
        times = []
        for _ in range(3):
            with fa.garbage_kept():  # as in a run; else it grows with what other tests left, too
                started = time.process_time()
                fa.parse_html(html, "")
                times.append(time.process_time() - started)
        return min(times)

    assert seconds(20_000) < 4 * 10 * seconds(2_000)  # ten times the page


# --- JSON-LD --------------------------------------------------------------------------------------


def json_ld(script: str) -> list[dict[str, object]]:
    html = f'<script type="application/ld+json">{script}</script><p>TEXT'
    parsed = fa.parse_html(html, "")
    assert "TEXT" in parsed.soup.get_text()
    return parsed.json_ld


ARTICLE = '{"@type": "NewsArticle", "headline": "A"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@context": "https://schema.org", "@graph": [{ARTICLE}]}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/*<![CDATA[*/{ARTICLE}/*]]>*/",
        f"{ARTICLE};",
        '{"@type": "NewsArticle", "headline": "A",}',
        f"[{ARTICLE},]",
        ARTICLE.replace('"', "&quot;"),
    ],
)
def test_json_ld_in_every_shape(script: str) -> None:
    assert json_ld(script) == [{"@type": "NewsArticle", "headline": "A"}]


def test_json_ld_with_what_json_forbids_in_strings() -> None:
    found = json_ld('{"@type": "X", "headline": "It\\\'s\n\tone\x0cline", "b": "c:\\d"}')
    assert found[0]["headline"] == "It's\n\tone line"


def test_json_ld_with_quotation_marks_in_strings() -> None:
    found = json_ld('{"@type": "X", "headline": "The "Swift" sails", "b": "a \\"c\\" of "d""}')
    assert found == [{"@type": "X", "headline": 'The "Swift" sails', "b": 'a "c" of "d"'}]


def test_json_ld_of_several_scripts_and_values_in_order() -> None:
    html = (
        f'<script type="application/ld+json">{ARTICLE}{{"@id": "#b"}}</script>'
        '<script type="Application/LD+JSON; charset=utf-8">{"@type": ["C", "D"], "author":'
        ' [{"@type": "Person", "worksFor": {"@id": "#e"}}], "z": {"@type": "F"}}</script>'
    )
    found = fa.parse_html(html, "").json_ld
    assert [item.get("@type") or item["@id"] for item in found] == [
        "NewsArticle",
        "#b",
        ["C", "D"],
        "Person",
        "#e",
        "F",
    ]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "12",
        '"text"',
        "[[[1, null, true]]]",
        '{"@graph": "x"}',
        "window.data = {}",
        "{'@type': 'X'}",
        "[" * 100_000,
        '{"@type":' * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":[' * 100_000 + "]}" * 100_000,
        '"' * 100_000,
        '{"a": "\\' * 50_000,
        "1" * 100_000,
        "<!--" * 50_000,
        '{"a"' + " " * 50_000 + "b}",
        '{"a" b}' + ";" * 50_000 + "c",
    ],
)
def test_json_ld_that_says_nothing(script: str) -> None:
    started = time.process_time()
    assert json_ld(script) == []
    assert time.process_time() - started < 4


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda values: (
            st.lists(values, max_size=4)
            | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "a"]), values, max_size=4)
        ),
    ),
    st.integers(0, 300),
)
def test_json_ld_of_any_types_and_cut_anywhere(value: object, length: int) -> None:
    text = json.dumps(value)
    fa.flatten_json_ld(fa.read_json(text))
    fa.flatten_json_ld(fa.read_json(text[:length]))
