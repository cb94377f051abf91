"""Which queue a request goes to: the first of the site's rules that fits decides. Pure."""

from collections.abc import Mapping

from parlour.directory.directory import Directory
from parlour.directory.records import Queue, RoutingRule, Site
from parlour.ids import QueueId


def queue_of(
    directory: Directory,
    site: Site,
    *,
    wanted: str | None,
    page_url: str,
    language: str,
    answers: Mapping[str, str],
) -> Queue:
    """The queue of the first rule that fits; else the one asked for, else the default one.

    Queues that are not there any more, or not this site's, are passed over.
    """
    fitting = (r.queue_id for r in site.rules if fits(r, page_url, language, answers))
    for queue_id in (*fitting, QueueId(wanted or "")):
        queue = directory.queues.get(queue_id)
        if queue is not None and queue.site_id == site.site_id:
            return queue
    return directory.queues[site.default_queue_id]


def fits(rule: RoutingRule, page_url: str, language: str, answers: Mapping[str, str]) -> bool:
    """Whether all conditions of the rule are met; an empty one always is. Case says nothing."""
    if rule.page_contains.casefold() not in page_url.casefold():
        return False
    if rule.language and not _speaks(language, rule.language):
        return False
    return all(
        _plain(answers.get(field, "")) == _plain(answer) for field, answer in rule.answers.items()
    )


def _speaks(language: str, wanted: str) -> bool:
    """A tag fits itself and whatever is more narrow: `de` fits `de-CH`. Source: RFC 4647, 3.3.1."""
    spoken, asked = language.casefold().replace("_", "-"), wanted.casefold().replace("_", "-")
    return spoken == asked or spoken.startswith(f"{asked}-")


def _plain(answer: str) -> str:
    return answer.strip().casefold()
