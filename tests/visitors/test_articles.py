"""Which articles may answer a question."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.directory.records import Article
from parlour.visitors.articles import FOUND_MAX, found, words_of

DELIVERY = Article(title="Delivery times", url="https://a.example/1", keywords="shipping parcel")
RETURNS = Article(title="Sending something back", url="https://a.example/2", keywords="return")
LIEFERUNG = Article(title="Lieferzeiten", url="https://a.example/3", language="de-CH")
ALL = (DELIVERY, RETURNS, LIEFERUNG)


def test_a_word_of_the_title_or_a_keyword_finds_it() -> None:
    assert found(ALL, "When is my DELIVERY?", "en") == (DELIVERY,)
    assert found(ALL, "Where is my parcel", "en") == (DELIVERY,)
    assert found(ALL, "deliver", "en") == (DELIVERY,)
    assert found(ALL, "returns", "en") == (RETURNS,)


def test_the_title_counts_more_than_a_keyword() -> None:
    assert found(ALL, "shipping something", "en") == (RETURNS, DELIVERY)


def test_words_that_say_nothing_find_nothing() -> None:
    assert found(ALL, "how can i do this?", "en") == ()
    assert found(ALL, "", "en") == ()


def test_articles_of_another_language_are_left_out() -> None:
    assert found(ALL, "Lieferzeit", "de") == (LIEFERUNG,)
    assert found(ALL, "Lieferzeit", "en-GB") == ()


def test_accents_do_not_matter() -> None:
    article = Article(title="Café", url="https://a.example/4")
    assert found((article,), "cafe", "fr") == (article,)


words = st.text(max_size=60)


@given(st.lists(st.builds(Article, title=words, url=words, keywords=words), max_size=20), words)
def test_what_is_found_is_among_them_each_once_and_not_too_many(
    articles: list[Article], question: str
) -> None:
    best = found(articles, question, "en")
    assert len(best) <= FOUND_MAX
    assert all(best.count(one) <= articles.count(one) for one in best)


@given(words.filter(words_of))
def test_an_article_is_found_by_its_own_title_unless_that_says_nothing(title: str) -> None:
    article = Article(title=title, url="https://a.example/5")
    telling = found((article,), f"{title} zebra", "en")
    assert telling in ((article,), ())
    assert (telling == (article,)) == any(found((article,), word, "en") for word in words_of(title))
