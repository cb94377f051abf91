"""The words of a transcript by language. Pure."""

from parlour.value import Value


class Words(Value):
    """`{name}` stands for an agent's shown name, `{site}` for the site's."""

    subject: str
    title: str
    you: str
    agent: str
    joined: str
    left: str
    passed_on: str
    ended: str
    erased: str
    file: str
    footer: str
    rtl: bool = False


ENGLISH = Words(
    subject="Your chat with {site}",
    title="Your chat with {site}",
    you="You",
    agent="Agent",
    joined="{name} joined",
    left="{name} left",
    passed_on="Passed on to a colleague",
    ended="The chat ended",
    erased="(erased)",
    file="File: {name}",
    footer="You asked for this copy in the chat window of {site}. What was said off the record is"
    " not in it.",
)

GERMAN = Words(
    subject="Ihr Chat mit {site}",
    title="Ihr Chat mit {site}",
    you="Sie",
    agent="Mitarbeiter",
    joined="{name} ist jetzt da",
    left="{name} ist gegangen",
    passed_on="An jemand anderen weitergegeben",
    ended="Der Chat ist zu Ende",
    erased="(gelöscht)",
    file="Datei: {name}",
    footer="Sie haben diese Kopie im Chatfenster von {site} angefordert. Was vertraulich gesagt"
    " wurde, steht nicht darin.",
)

ARABIC = Words(
    subject="محادثتك مع {site}",
    title="محادثتك مع {site}",
    you="أنت",
    agent="موظف",
    joined="انضم {name}",
    left="غادر {name}",
    passed_on="تم تحويل المحادثة إلى زميل",
    ended="انتهت المحادثة",
    erased="(محذوف)",
    file="ملف: {name}",
    footer="طلبت هذه النسخة من نافذة المحادثة في {site}. ما قيل خارج السجل غير مذكور فيها.",
    rtl=True,
)

LANGUAGES: dict[str, Words] = {"en": ENGLISH, "de": GERMAN, "ar": ARABIC}


def words_for(language: str) -> Words:
    """By the primary tag; English for languages we don't have."""
    return LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
