"""The texts of records: cleaned as the wire cleans texts of others, and bounded. Pure."""

from parlour.directory.flaws import FlawCode
from parlour.directory.records import Agent, AgentStatus, Queue, RoutingRule, Site
from parlour.directory.shelves import Record
from parlour.wire.text import BadText, Rule, clean

Finding = tuple[str, FlawCode, str]
"""Field, code, sentence."""

NAME_CHARACTERS_MAX = 100
"""As wide as the desk ever shows a name."""
LOGIN_CHARACTERS_MAX = 100
"""What the sign-in form takes."""
LINE_CHARACTERS_MAX = 200
"""Of a question, an address or an answer in a rule."""
GREETING_CHARACTERS_MAX = 2_000
"""A screenful of the widget."""


def named(field: str) -> str:
    """The last part of a path in words: `hours[2].closes` is "Closes"; settings keep their name."""
    last = field.rpartition(".")[2].partition("[")[0]
    return last if last.isupper() else last.removesuffix("_id").replace("_", " ").capitalize()


def cleaned(record: Record) -> tuple[Record, list[Finding]]:
    """The record with clean texts, and which of them can't be taken."""
    texts = _Texts()
    match record:
        case Site():
            return _site(texts, record), texts.findings
        case AgentStatus():
            label = texts.line("label", record.label, NAME_CHARACTERS_MAX)
            return record.but(label=label), texts.findings
        case Agent():
            name = texts.line("name", record.name, NAME_CHARACTERS_MAX)
            login = texts.line("login", record.login, LOGIN_CHARACTERS_MAX)
            return record.but(name=name, login=login), texts.findings
        case _:
            name = texts.line("name", record.name, NAME_CHARACTERS_MAX)
            changed: Record = record.but(name=name)
            if isinstance(changed, Queue):
                changed = changed.but(holidays=tuple(day.strip() for day in changed.holidays))
            return changed, texts.findings


class _Texts:
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def line(self, field: str, text: str, most: int, *, needed: bool = True) -> str:
        return self._clean(field, text, most, rule="line", needed=needed)

    def message(self, field: str, text: str, most: int) -> str:
        return self._clean(field, text, most, rule="message", needed=False) if text.strip() else ""

    def _clean(self, field: str, text: str, most: int, *, rule: Rule, needed: bool) -> str:
        try:
            kept = clean(text, rule)
        except BadText as bad:
            self.findings.append((field, "bad_text", f"{named(field)}: {bad.reason}"))
            return text
        if needed and not kept:
            self.findings.append((field, "empty", f"{named(field)} must not be empty."))
        if len(kept) > most:
            sentence = f"{named(field)} may have {most} characters at most."
            self.findings.append((field, "too_long", sentence))
        return kept


def _site(texts: _Texts, site: Site) -> Site:
    return site.but(
        name=texts.line("name", site.name, NAME_CHARACTERS_MAX),
        greeting=texts.message("greeting", site.greeting, GREETING_CHARACTERS_MAX),
        allowed_origins=tuple(origin.strip() for origin in site.allowed_origins),
        fields=tuple(
            field.but(label=texts.line(f"fields[{index}].label", field.label, LINE_CHARACTERS_MAX))
            for index, field in enumerate(site.fields)
        ),
        rules=tuple(_rule(texts, f"rules[{i}]", rule) for i, rule in enumerate(site.rules)),
    )


def _rule(texts: _Texts, field: str, rule: RoutingRule) -> RoutingRule:
    def line(name: str, text: str) -> str:
        return texts.line(f"{field}.{name}", text, LINE_CHARACTERS_MAX, needed=False)

    return rule.but(
        page_contains=line("page_contains", rule.page_contains),
        language=line("language", rule.language),
        answers={key: line(f"answers.{key}", text) for key, text in rule.answers.items()},
    )
