"""A message that a visitor left, as a letter to the site's people. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from parlour.directory.records import Site
from parlour.mail.letter import Letter, one_line
from parlour.visitors.messages import LeftMessage

WORDS = {
    "en": {
        "subject": "Message from {name} on {site}",
        "somebody": "a visitor",
        "name": "Name",
        "email": "E-mail",
        "page": "Page",
        "at": "Left",
    },
    "de": {
        "subject": "Nachricht von {name} auf {site}",
        "somebody": "einem Besucher",
        "name": "Name",
        "email": "E-Mail",
        "page": "Seite",
        "at": "Hinterlassen",
    },
}


def letter_of(message: LeftMessage, site: Site) -> Letter:
    """To the site's mail address, in the site's language; a reply goes to the visitor."""
    words = WORDS.get(site.language.lower().partition("-")[0], WORDS["en"])
    zone = ZoneInfo(site.time_zone)
    left = datetime.fromtimestamp(message.left_at / 1000, UTC).astimezone(zone)
    name = one_line(message.name) or words["somebody"]
    lines = [
        message.text,
        "",
        "-- ",
        f"{words['name']}: {name}",
        f"{words['email']}: {message.email}",
        f"{words['at']}: {left:%Y-%m-%d %H:%M %Z}",
    ]
    if message.page_url:
        lines.append(f"{words['page']}: {one_line(message.page_title)} {message.page_url}")
    return Letter(
        letter_id=message.message_id,
        to=site.mail,
        subject=words["subject"].format(name=name, site=site.name),
        text="\n".join(lines),
        made=message.left_at,
        reply_to=message.email,
        about=f"{message.site_id}/{message.end_user_id}",
    )
