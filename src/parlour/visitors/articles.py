"""Finds the articles that may answer a question. Pure.

Words are compared without case and accents; the beginning of a word is enough from four letters
on, so that `deliver` finds `delivery`. A word of the title counts more than a keyword.
"""

import re
import unicodedata
from collections.abc import Sequence

from parlour.directory.records import Article

FOUND_MAX = 5
"""More is not read by somebody who waits."""
WORDS_MAX = 40
"""Of a question; it says what it is about in its first sentences."""
STEM_LETTERS = 4
TITLE_WEIGHT, KEYWORD_WEIGHT = 3, 2

_word = re.compile(r"\w{2,}")


def found(articles: Sequence[Article], question: str, language: str) -> tuple[Article, ...]:
    """The best first; of equal ones the first listed. Those of other languages are left out."""
    wanted = list(dict.fromkeys(words_of(question)))[:WORDS_MAX]
    ranked = [
        (-score, index, article)
        for index, article in enumerate(articles)
        if speaks(article, language) and (score := score_of(article, wanted))
    ]
    return tuple(article for _, _, article in sorted(ranked, key=lambda one: one[:2])[:FOUND_MAX])


def speaks(article: Article, language: str) -> bool:
    """An article without a language is for everybody."""
    primary = article.language.lower().partition("-")[0]
    return not primary or primary == language.lower().partition("-")[0]


def score_of(article: Article, wanted: Sequence[str]) -> int:
    title, keywords = words_of(article.title), words_of(article.keywords)
    return sum(
        TITLE_WEIGHT * is_among(word, title) + KEYWORD_WEIGHT * is_among(word, keywords)
        for word in wanted
        if word not in EMPTY_WORDS
    )


def is_among(word: str, others: Sequence[str]) -> bool:
    return any(
        word == other or (min(len(word), len(other)) >= STEM_LETTERS and _begin_alike(word, other))
        for other in others
    )


def words_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _word.findall("".join(c for c in plain if not unicodedata.combining(c)))


def _begin_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


_empty = """
the and for you your can how what when where why who are is it my me do does did have has not with
this that from will was be to of in on at an or if we us
der die das und ich sie wie was wann wo warum wer ist sind ein eine mein meine mit von zu im in am
auf es nicht kann haben hat fur den dem des
"""
EMPTY_WORDS = frozenset(_empty.split())
"""Words that say nothing about what is asked, in the languages of our catalogues."""
