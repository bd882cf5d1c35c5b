# /// script
# requires-python = ">=3.10"
# dependencies = [
#     "requests>=2.31", "beautifulsoup4[lxml]>=4.12,<4.16", "scikit-learn>=1.3",
# ]
# ///
"""Learns what the two looks of the Text section weigh, from pages whose article text is known.

    uv run tests/train_text.py --corpus CORPUS --check     # figures on held-out sites; 2 minutes
    uv run tests/train_text.py --corpus CORPUS --write     # the weights into fetch_articles.py

CORPUS has sets: folders with pages/<id>.html.gz and truth.jsonl (id, url, text, and paragraphs
that may be there or not as `optional`). The project's own pages are always learnt from: those of
tests/pages, each a trap, and two such sets, in some thirty languages and sixty ways of building a
page: tests/made, and tests/bare, whose class names hardly tell anything. From tests/kinds, of rare
kinds of articles and layouts, nothing is learnt.
Each look is a logistic regression with an L1 penalty, so that most evidence weighs nothing and
falls out of the table; the weights are means over fits that each leave out some of the sites, so
that none hangs on a single one. The second look learns from first looks at pages held out.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import fetch_articles as fa  # noqa: E402

FIRST_PENALTY, SECOND_PENALTY = 0.22, 0.18  # scikit-learn's C: less leaves fewer weights
BAGS = 6  # fits whose mean the weights are, each without one of as many parts of the sites
# Our own traps show the contract; pages made from templates are many of few kinds.
SET_WEIGHTS = {"articles": 1.0, "pages": 9.0, "made": 0.5, "bare": 0.1, "kinds": 0.0}
OTHER_WEIGHT = 3.0
MATCH_MIN = 0.5  # of a block's 4-word shingles, for it to count as article text
SHARE_MAX = 0.3  # of the article: beside a short one, each block of a long page weighed most
CALM = 0.85  # of the second look's weights: on sites not seen they are surer than they are right
WEIGHT_CUT = 0.04  # smaller weights are left out of the table
WORD = re.compile(r"\w+")
Weights = dict[str, float]


@dataclass
class Example:
    """A page: its blocks with their first evidence, and which of them are its article."""

    set_name: str
    url: str
    truths: list[str]  # the text, and the text without what may be there or not
    blocks: list[fa.Block]
    elements: list[fa.Element]
    known: fa.Known
    labels: list[bool | None] = field(default_factory=list)  # None: may be there or not
    first: list[list[str]] = field(default_factory=list)
    second: list[Weights] = field(default_factory=list)
    region: tuple[int, int] = (0, 0)


# --- pages and labels -----------------------------------------------------------------------------


def main() -> int:
    args = parse_args()
    sys.setrecursionlimit(100_000)  # pickled elements hang on their parents
    with ProcessPoolExecutor() as pool:
        examples = list(pool.map(read_example, find_pages(args.corpus), chunksize=8))
    examples = [e for e in examples if e.blocks]
    if args.check:
        check(examples)
    if args.write:
        write_tables(*learn(examples))
    return 0


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="print figures on held-out sites")
    parser.add_argument("--write", action="store_true", help="put the weights into the script")
    return parser.parse_args()


def find_pages(corpus: Path) -> Iterator[tuple[str, Path, dict[str, object]]]:
    for truth in sorted([*corpus.glob("*/truth.jsonl"), *ROOT.glob("tests/*/truth.jsonl")]):
        for row in map(json.loads, truth.open(encoding="utf-8")):
            if row["text"]:
                yield truth.parent.name, truth.parent / "pages" / f"{row['id']}.html.gz", row
    for folder in sorted((ROOT / "tests" / "pages").iterdir()):
        text = folder / "expected.txt"
        if text.exists():
            expected = json.loads((folder / "expected.json").read_text("utf-8"))
            row = {"url": expected["url"], "text": text.read_text("utf-8")}
            yield "pages", folder / "page.html", row


def read_example(found: tuple[str, Path, dict[str, object]]) -> Example:
    set_name, path, row = found
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    url, truth = str(row["url"]), str(row["text"])
    parsed = fa.parse_page(fa.Page(url, url, body))
    blocks, elements = fa.read_blocks(parsed.soup)
    known = fa.what_is_known(parsed, fa.extract_metadata(parsed), blocks)
    fa.look_at_each(blocks, elements, known)
    optional = [str(text) for text in as_list(row.get("optional"))]
    example = Example(set_name, url, [truth], blocks, elements, known)
    example.truths += [functools.reduce(lambda t, o: t.replace(o, " ", 1), optional, truth)]
    example.first = [block.evidence for block in blocks]
    example.labels = label_blocks(blocks, truth, optional)
    return example


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def shingles(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))] if tokens else []


def label_blocks(
    blocks: Sequence[fa.Block], truth: str, optional: Sequence[str]
) -> list[bool | None]:
    """Which blocks are article text: by their shingles, short ones by whole lines of the truth."""
    known = set(shingles(words(truth)))
    lines = {" ".join(words(line)) for line in truth.split("\n")}
    either = {" ".join(words(line)) for text in optional for line in text.split("\n")} - {""}
    tokens = [words(block.text) for block in blocks]
    matches = [
        sum(s in known for s in shingles(t)) / len(shingles(t)) if len(t) > 3 else 0.0
        for t in tokens
    ]
    labels: list[bool | None] = []
    for i, t in enumerate(tokens):
        near = sum(matches[max(0, i - 6) : i + 7]) > 0
        line = " ".join(t)
        long_enough = len(t) > 3
        label = matches[i] >= MATCH_MIN if long_enough else near and line in lines
        labels.append(None if not t or line in either else label)
    return without_copies(tokens, matches, labels)


def without_copies(
    tokens: Sequence[Sequence[str]], matches: Sequence[float], labels: list[bool | None]
) -> list[bool | None]:
    """Of a longer text that stands on the page twice, only the copy in better company counts."""
    copies = Counter(" ".join(t) for t in tokens if len(t) > 3)
    seen: dict[str, int] = {}
    for i, t in enumerate(tokens):
        key = " ".join(t)
        if not labels[i] or copies[key] < 2:
            continue
        other = seen.setdefault(key, i)
        if other != i:
            company = [sum(matches[max(0, j - 6) : j + 7]) for j in (other, i)]
            loser = other if company[0] < company[1] else i
            labels[loser] = False
            seen[key] = i if loser == other else other
    return labels


# --- learning -------------------------------------------------------------------------------------


def learn(examples: Sequence[Example]) -> tuple[Weights, Weights]:
    """The weights of both looks."""
    for part in (0, 1):
        others = [e for e in examples if part_of(e.url, 2, "inner") != part]
        first = fit([e.first for e in others], others, FIRST_PENALTY)
        for example in examples:
            if part_of(example.url, 2, "inner") == part:
                look_twice(example, first, {})
    first = fit([e.first for e in examples], examples, FIRST_PENALTY)
    usable = [e for e in examples if region_holds_the_article(e)]
    second = fit([e.second for e in usable], usable, SECOND_PENALTY, in_region=True)
    return first, {name: CALM * weight for name, weight in second.items()}


def part_of(url: str, count: int, salt: str = "") -> int:
    """Which of `count` parts a page is in: the same for all pages of a site."""
    host = urlsplit(url).hostname or url
    return hashlib.sha256((salt + ".".join(host.split(".")[-2:])).encode()).digest()[0] % count


def look_twice(example: Example, first: Weights, second: Weights) -> None:
    fa.FIRST_LOOK.clear()
    fa.FIRST_LOOK.update(first)
    fa.SECOND_LOOK.clear()
    fa.SECOND_LOOK.update(second)
    fa.second_weights.cache_clear()
    for block, evidence in zip(example.blocks, example.first, strict=True):
        block.evidence, block.measures, block.kept, block.why = evidence, {}, False, ""
        block.likely = fa.probability([first.get(name, 0.0) for name in evidence], first)
    region = fa.choose_region(example.blocks, example.elements)
    fa.look_at_company(example.blocks, region, example.known)
    fa.drop_copies(example.blocks)
    example.second = [second_evidence(block, example.known) for block in example.blocks]
    example.region = (region.first, region.last)


def second_evidence(block: fa.Block, known: fa.Known) -> Weights:
    forms = (form for name in block.evidence for form in fa.forms_of(name, known.is_news))
    return {**dict.fromkeys(forms, 1.0), **block.measures}


def region_holds_the_article(example: Example) -> bool:
    sizes = [b.size * bool(label) for b, label in zip(example.blocks, example.labels, strict=True)]
    first, last = example.region
    return sum(sizes[first:last]) >= sum(sizes) / 2


def fit(
    evidence: Sequence[Sequence[Weights | list[str]]],
    examples: Sequence[Example],
    penalty: float,
    in_region: bool = False,
) -> Weights:
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rows, labels, weights, bags = [], [], [], []
    for pieces, example in zip(evidence, examples, strict=True):
        bag = part_of(example.url, BAGS, "bag")
        for i, (label, weight) in enumerate(block_weights(example)):
            if label is None or (in_region and not example.region[0] <= i < example.region[1]):
                continue
            piece = pieces[i]
            rows.append(piece if isinstance(piece, dict) else dict.fromkeys(piece, 1.0))
            labels.append(int(label))
            weights.append(weight)
            bags.append(bag)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    found = []
    for bag in range(BAGS):
        used = np.array(bags) != bag
        model = LogisticRegression(
            C=penalty, l1_ratio=1.0, solver="liblinear", tol=3e-3, random_state=0
        )
        model.fit(matrix[used], np.array(labels)[used], np.array(weights)[used])
        found.append([*model.intercept_, *model.coef_[0]])
    names = ["", *vectorizer.get_feature_names_out()]
    learnt = dict(zip(names, map(float, np.mean(found, axis=0)), strict=True))
    return {name: w for name, w in learnt.items() if abs(w) >= WEIGHT_CUT or not name}


def block_weights(example: Example) -> Iterator[tuple[bool | None, float]]:
    """Each block's label and how much it matters: its share of the article, and a little more."""
    counts = [len(words(block.text)) for block in example.blocks]
    total = sum(c for c, label in zip(counts, example.labels, strict=True) if label) or 100
    scale = SET_WEIGHTS.get(example.set_name, OTHER_WEIGHT)
    for count, label in zip(counts, example.labels, strict=True):
        share = min(SHARE_MAX, count / total)
        yield label, scale * (12 * share + 0.02 * count**0.5 + 0.05)


# --- figures and tables ---------------------------------------------------------------------------


def check(examples: Sequence[Example]) -> None:
    """Learns on one half of the sites, measures on the other, both ways round."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for part in (0, 1):
        learnt = learn([e for e in examples if part_of(e.url, 2) != part])
        for example in examples:
            if part_of(example.url, 2) == part:
                look_twice(example, *learnt)
                text = fa.render(example.blocks)
                pairs = [precision_recall(truth, text) for truth in example.truths]
                scores.setdefault(example.set_name, []).append(max(pairs, key=lambda p: f1(*p)))
    print("set       pages  P       R       F1      >=.95   (held-out sites)")
    for name, pairs in sorted(scores.items()):
        p, r = (statistics.mean(column) for column in zip(*pairs, strict=True))
        good = statistics.mean(f1(*pair) >= 0.95 for pair in pairs)
        print(f"{name:9} {len(pairs):5}  {p:.4f}  {r:.4f}  {f1(p, r):.4f}  {good:.4f}")


def precision_recall(truth: str, text: str) -> tuple[float, float]:
    true, found = Counter(shingles(words(truth))), Counter(shingles(words(text)))
    common = (true & found).total()
    return common / max(1, found.total()), common / max(1, true.total())


def f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def write_tables(first: Weights, second: Weights) -> None:
    script = ROOT / "fetch_articles.py"
    source = script.read_text("utf-8")
    for name, weights in (("FIRST_LOOK", first), ("SECOND_LOOK", second)):
        pattern = rf"^{name}: dict\[str, float\] = \{{\n.*?^\}}  # fmt: skip\n"
        table = table_source(name, weights).replace("\\", r"\\")
        source = re.sub(pattern, table, source, count=1, flags=re.M | re.S)
    script.write_text(source, "utf-8")


def table_source(name: str, weights: Weights) -> str:
    lines, line = [f"{name}: dict[str, float] = {{"], "   "
    for evidence, weight in sorted(weights.items()):
        item = f" {json.dumps(evidence)}: {round(weight, 2)},"
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += item
    return "\n".join([*lines, line, "}  # fmt: skip", ""])


if __name__ == "__main__":
    sys.exit(main())
