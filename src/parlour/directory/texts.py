"""The texts of records: cleaned as the wire cleans texts of others, and bounded. Pure."""

from parlour.directory.flaws import FlawCode
from parlour.directory.records import (
    Agent,
    AgentStatus,
    Article,
    ProactiveRule,
    Queue,
    RoutingRule,
    Site,
    StandardText,
)
from parlour.directory.shelves import Record
from parlour.texts.markup import cleaned_markup
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

LABEL_CHARACTERS_MAX = 30
"""On the launcher, beside its drawing, on a phone."""

BODY_CHARACTERS_MAX = {"text": 4_000, "html": 20_000, "url": 2_000}
"""Of a standard text by its form: what one post takes, what one looks at, what browsers open."""


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
        case StandardText():
            return _standard_text(texts, record), texts.findings
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

    def body(self, field: str, text: str, most: int) -> str:
        """Several lines that can't be left out."""
        return self._clean(field, text.strip(), most, rule="message", needed=True)

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
        proactive=tuple(
            _proactive(texts, f"proactive[{i}]", rule) for i, rule in enumerate(site.proactive)
        ),
        articles=tuple(
            _article(texts, f"articles[{i}]", article) for i, article in enumerate(site.articles)
        ),
        mail=site.mail.strip(),
        survey=site.survey.but(
            question=texts.line(
                "survey.question", site.survey.question, LINE_CHARACTERS_MAX, needed=False
            )
        ),
        theme=site.theme.but(
            label=texts.line("theme.label", site.theme.label, LABEL_CHARACTERS_MAX, needed=False)
        ),
    )


def _proactive(texts: _Texts, field: str, rule: ProactiveRule) -> ProactiveRule:
    contains = texts.line(
        f"{field}.page_contains", rule.page_contains, LINE_CHARACTERS_MAX, needed=False
    )
    text = texts.line(f"{field}.text", rule.text, LINE_CHARACTERS_MAX)
    return rule.but(text=text, page_contains=contains)


def _article(texts: _Texts, field: str, article: Article) -> Article:
    most = LINE_CHARACTERS_MAX
    return article.but(
        title=texts.line(f"{field}.title", article.title, most),
        url=article.url.strip(),
        keywords=texts.line(f"{field}.keywords", article.keywords, most, needed=False),
        language=texts.line(f"{field}.language", article.language, most, needed=False),
    )


def _standard_text(texts: _Texts, text: StandardText) -> StandardText:
    """Its HTML without what nobody may be shown. Blank parts of a folder's path go."""
    most = BODY_CHARACTERS_MAX[text.form]
    folder = texts.line("folder", text.folder, LINE_CHARACTERS_MAX, needed=False)
    bodies = {
        language: texts.body(
            f"bodies.{language}", cleaned_markup(body) if text.form == "html" else body, most
        )
        for language, body in text.bodies.items()
    }
    return text.but(
        title=texts.line("title", text.title, NAME_CHARACTERS_MAX),
        folder="/".join(part for name in folder.split("/") if (part := name.strip())),
        shortcut=text.shortcut.strip().removeprefix("/").casefold(),
        bodies=bodies,
    )


def _rule(texts: _Texts, field: str, rule: RoutingRule) -> RoutingRule:
    def line(name: str, text: str) -> str:
        return texts.line(f"{field}.{name}", text, LINE_CHARACTERS_MAX, needed=False)

    return rule.but(
        page_contains=line("page_contains", rule.page_contains),
        language=line("language", rule.language),
        answers={key: line(f"answers.{key}", text) for key, text in rule.answers.items()},
    )
