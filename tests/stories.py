"""Invented articles for tests that need a page and do not care which."""

from __future__ import annotations

SENTENCES = (
    "The ferry to Lower Brack left twenty minutes late on Tuesday, because the harbour cat had "
    "fallen asleep on the gangway and nobody had the heart to move it.",
    "Captain Orla Fenwright, who has run the line for eleven years, said that passengers took it "
    "well and that several of them had fed the animal part of their lunch.",
    "The port office keeps a list of such delays, and the one on Tuesday was entered as number "
    "forty-one, between a brass band and a very long goodbye.",
    "A spokesman for the islands' council said that no change to the timetable was planned, but "
    "that a second gangway had been discussed more than once.",
    "By the evening the boats ran on time again, and the cat was seen on the roof of the ticket "
    "office, looking out over the water.",
)


def story(number: int = 1, extra: str = "", head: str = "") -> bytes:
    """A page with one article of some 120 words; `number` makes it differ from the others."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}"
        f"<title>Ferry delay {number} | The Brack Courier</title></head><body><nav><a href='/'>Home"
        f"</a></nav><article><h1>Ferry delay {number}</h1>{paragraphs}<p>It was delay number "
        f"{number} of the year, by the count of those who keep it.</p>{extra}</article></body>"
        "</html>"
    ).encode()
