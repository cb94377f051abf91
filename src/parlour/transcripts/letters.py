"""A transcript as a letter: plain text, and the same dressed in HTML. Pure.

No text of anybody becomes markup or a link: what mail programs make of it is theirs.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from parlour.ids import Millis
from parlour.transcripts.transcript import Line
from parlour.transcripts.words import Words

_STYLE = {
    "body": "margin:0;padding:24px;background:#f4f5f7;color:#1c2128;"
    "font:15px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif",
    "card": "max-width:640px;margin:0 auto;padding:24px;background:#fff;border-radius:12px",
    "title": "margin:0 0 16px;font-size:20px",
    "said": "margin:0 0 12px",
    "who": "font-weight:600",
    "time": "color:#5b6472;font-size:13px",
    "text": "white-space:pre-wrap;overflow-wrap:anywhere",
    "happening": "margin:0 0 12px;color:#5b6472;font-size:13px",
    "footer": "margin:24px 0 0;padding-top:16px;border-top:1px solid #e3e6eb;"
    "color:#5b6472;font-size:13px",
}


def plain_letter(lines: Iterable[Line], site: str, words: Words, time_zone: str) -> str:
    told = [words.title.format(site=site), ""]
    for line in lines:
        at = _moment(line.at, time_zone)
        told.append(f"{at}  {line.who}: {line.text}" if line.who else f"{at}  {line.text}")
    return "\n".join([*told, "", words.footer.format(site=site), ""])


def dressed_letter(lines: Iterable[Line], site: str, words: Words, time_zone: str) -> str:
    direction = "rtl" if words.rtl else "ltr"
    title, footer = words.title.format(site=site), words.footer.format(site=site)
    return "".join(
        (
            f'<!doctype html><html dir="{direction}"><head><meta charset="utf-8"></head>',
            f'<body style="{_STYLE["body"]}"><div style="{_STYLE["card"]}">',
            f'<h1 style="{_STYLE["title"]}">{escape(title)}</h1>',
            *(_dressed(line, time_zone) for line in lines),
            f'<p style="{_STYLE["footer"]}">{escape(footer)}</p>',
            "</div></body></html>",
        )
    )


def _dressed(line: Line, time_zone: str) -> str:
    time = f'<span style="{_STYLE["time"]}">{_moment(line.at, time_zone)}</span>'
    if not line.who:
        return f'<p style="{_STYLE["happening"]}">{time} · {escape(line.text)}</p>'
    return (
        f'<p style="{_STYLE["said"]}"><span style="{_STYLE["who"]}">{escape(line.who)}</span>'
        f' {time}<br><span dir="auto" style="{_STYLE["text"]}">{escape(line.text)}</span></p>'
    )


def _moment(at: Millis, time_zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M")
