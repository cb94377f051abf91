"""What must hold of what a site says and offers to those who have not asked yet. Pure."""

from collections.abc import Iterator

from parlour.directory.records import Site
from parlour.directory.texts import Finding
from parlour.mail.letter import is_address
from parlour.wire.text import BadText, clean_url

PROACTIVE_MAX = 50
"""All are sent to every visitor, and looked at one by one on each page."""
ARTICLES_MAX = 500
"""All are looked at for each question."""

_ADDRESS = "Mail: it must be one e-mail address like shop@example.com, or nothing."


def visitor_findings(site: Site) -> Iterator[Finding]:
    if site.mail and not is_address(site.mail):
        yield "mail", "bad_address", _ADDRESS
    for field, entries, most in (
        ("proactive", site.proactive, PROACTIVE_MAX),
        ("articles", site.articles, ARTICLES_MAX),
    ):
        if len(entries) > most:
            yield field, "too_many", f"There may be {most} {field} at most."
    for index, article in enumerate(site.articles):
        if not is_web_address(article.url):
            sentence = "Url: it must be an address like https://shop.example/delivery."
            yield f"articles[{index}].url", "bad_address", sentence


def is_web_address(text: str) -> bool:
    try:
        return clean_url(text) == text != ""
    except BadText:
        return False
