"""Standard texts: what must hold of them, who may use them, which body they get. Pure."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import urlsplit

import msgspec

from parlour.directory.directory import Directory
from parlour.directory.records import StandardText
from parlour.directory.site_checks import is_language, too_many, twice
from parlour.directory.texts import Finding
from parlour.ids import AgentId, QueueId
from parlour.texts.addresses import Unsafe
from parlour.texts.variables import judge_filled, unknown_in

LANGUAGES_MAX = 20
"""Bodies of one text: more languages than any staff answers in."""
AUDIENCE_MAX = 200
"""Queues, or groups, that one text is for."""
FOLDERS_MAX = 5
"""Folders within folders; deeper ones nobody finds again."""

_shortcut = re.compile(r"[^\s/]{0,40}")


def text_findings(directory: Directory, text: StandardText) -> Iterator[Finding]:
    if not _shortcut.fullmatch(text.shortcut):
        sentence = "Shortcut: up to 40 characters without blanks and /."
        yield "shortcut", "bad_text", sentence
    for other in directory.texts.values():
        if text.shortcut and other is not text and other.shortcut == text.shortcut:
            yield "shortcut", "taken", f"Shortcut: {other.title} has it already."
    if text.folder.count("/") >= FOLDERS_MAX:
        yield "folder", "too_many", f"Folder: there may be {FOLDERS_MAX} within each other at most."
    yield from too_many("queues", text.queues, AUDIENCE_MAX)
    yield from twice("queues", text.queues)
    yield from too_many("groups", text.groups, AUDIENCE_MAX)
    yield from twice("groups", text.groups)
    yield from too_many("bodies", list(text.bodies), LANGUAGES_MAX)
    if not text.bodies:
        yield "bodies", "empty", "Bodies: there must be one language at least."
    for language, body in text.bodies.items():
        yield from _body_findings(directory, text, language, body)


def _body_findings(
    directory: Directory, text: StandardText, language: str, body: str
) -> Iterator[Finding]:
    field = f"bodies.{language}"
    if not is_language(language):
        sentence = f"Language: {language[:20]!r} is no tag like de or de-CH."
        yield field, "bad_language", sentence
    for written in dict.fromkeys(unknown_in(body)):
        yield field, "unknown_variable", f"There is no variable {written}."
    if text.form == "url":
        told = judge_filled(body, {}, own_hosts(directory))
        if isinstance(told, Unsafe):
            yield field, "bad_address", told.text


def may_use(
    directory: Directory, text: StandardText, agent_id: AgentId, queue_id: QueueId | None = None
) -> bool:
    """Whether it is for this agent, and for chats of this queue; `None`: of whichever."""
    agent = directory.agents.get(agent_id)
    if agent is None or (text.groups and agent.group_id not in text.groups):
        return False
    return queue_id is None or not text.queues or queue_id in text.queues


def body_for(text: StandardText, *languages: str) -> str:
    """The first of the languages that there is, by its whole tag or by its primary one; else
    the first body."""
    by_tag = {tag.casefold(): body for tag, body in text.bodies.items()}
    for language in languages:
        wanted = language.casefold()
        primary = wanted.partition("-")[0]
        for tag in (wanted, primary):
            if tag in by_tag:
                return by_tag[tag]
        for tag, body in by_tag.items():
            if primary and tag.partition("-")[0] == primary:
                return body
    return next(iter(text.bodies.values()), "")


def own_hosts(directory: Directory) -> frozenset[str]:
    """Of all sites: names that no other host may look like."""
    return frozenset(
        host
        for site in directory.sites.values()
        for origin in site.allowed_origins
        if (host := urlsplit(origin).hostname)
    )


def texts_mark(directory: Directory) -> str:
    """Another one whenever a standard text is another."""
    kept = blake2b(digest_size=8)
    for text_id in sorted(directory.texts):
        kept.update(msgspec.json.encode(directory.texts[text_id]))
    return kept.hexdigest() if directory.texts else ""
