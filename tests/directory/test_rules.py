"""Which queue a request goes to."""

import pytest

from parlour.directory.directory import Directory
from parlour.directory.records import Queue, RoutingRule, Site
from parlour.directory.rules import fits, queue_of
from parlour.ids import QueueId, SiteId

SHOP = SiteId("shop")
SALES, GERMAN, BILLS = QueueId("sales"), QueueId("german"), QueueId("bills")
ELSEWHERE = QueueId("elsewhere")


def site(*rules: RoutingRule) -> Site:
    return Site(site_id=SHOP, name="Shop", default_queue_id=SALES, allowed_origins=(), rules=rules)


def asked(
    *rules: RoutingRule,
    wanted: str | None = None,
    page_url: str = "https://shop.example/",
    language: str = "en",
    answers: dict[str, str] | None = None,
) -> str:
    directory = Directory(
        queues=[
            *(Queue(queue_id=q, site_id=SHOP, name=q) for q in (SALES, GERMAN, BILLS)),
            Queue(queue_id=ELSEWHERE, site_id=SiteId("other"), name="Elsewhere"),
        ]
    )
    queue = queue_of(
        directory,
        site(*rules),
        wanted=wanted,
        page_url=page_url,
        language=language,
        answers=answers or {},
    )
    return queue.queue_id


def test_without_rules_the_queue_asked_for_or_else_the_default_one() -> None:
    assert asked() == SALES
    assert asked(wanted="bills") == BILLS
    assert asked(wanted="gone") == SALES
    assert asked(wanted=ELSEWHERE) == SALES


def test_the_first_rule_that_fits_decides_even_over_the_queue_asked_for() -> None:
    rules = (
        RoutingRule(queue_id=GERMAN, language="de"),
        RoutingRule(queue_id=BILLS, page_contains="/pay"),
    )
    assert asked(*rules, language="de", page_url="https://shop.example/pay") == GERMAN
    assert asked(*rules, page_url="https://shop.example/pay?step=2", wanted="german") == BILLS
    assert asked(*rules, wanted="german") == GERMAN


def test_a_rule_whose_queue_is_gone_or_another_sites_is_passed_over() -> None:
    rules = (
        RoutingRule(queue_id=QueueId("gone")),
        RoutingRule(queue_id=ELSEWHERE),
        RoutingRule(queue_id=BILLS),
    )
    assert asked(*rules) == BILLS


@pytest.mark.parametrize(
    ("spoken", "wanted", "is_met"),
    [
        ("de", "de", True),
        ("de-CH", "de", True),
        ("DE-ch", "de", True),
        ("de", "de-CH", False),
        ("de-CH", "de-CH", True),
        ("den", "de", False),
        ("", "de", False),
        ("", "", True),
    ],
)
def test_a_language_fits_itself_and_whatever_is_more_narrow(
    spoken: str, wanted: str, is_met: bool
) -> None:
    assert fits(RoutingRule(queue_id=SALES, language=wanted), "", spoken, {}) is is_met


def test_all_answers_must_be_as_said_but_for_case() -> None:
    rule = RoutingRule(queue_id=BILLS, answers={"about": "Invoice", "country": "ch"})
    assert fits(rule, "", "", {"about": " invoice ", "country": "CH", "else": "x"})
    assert not fits(rule, "", "", {"about": "invoice"})
    assert not fits(rule, "", "", {"about": "invoices", "country": "ch"})


def test_all_conditions_of_a_rule_must_be_met() -> None:
    rule = RoutingRule(queue_id=BILLS, page_contains="/Pay", language="de")
    assert fits(rule, "https://shop.example/pay", "de", {})
    assert not fits(rule, "https://shop.example/pay", "en", {})
    assert not fits(rule, "https://shop.example/", "de", {})
