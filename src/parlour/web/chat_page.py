"""A site's chat on a page of its own: for links in letters, codes to scan, and apps.

The one page of ours that others may put into a frame: pages of the site's allowed origins.
"""

import re
from html import escape
from typing import Annotated

from litestar import MediaType, Response, get
from litestar.params import FromPath, QueryParameter

from parlour.directory.records import Site
from parlour.ids import SiteId
from parlour.web.authorize import authorize
from parlour.web.headers import chat_page_policy, host_in
from parlour.web.rooms import ApiRequest, rooms_of

_language = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_origin = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,255}")
Language = Annotated[str, QueryParameter(name="language", max_length=35)]

PAGE = """<!doctype html>
<html lang="{lang}" data-site="{site}" data-language="{language}" data-site-language="{lang}"
  data-brand="{brand}" data-scheme="{scheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/hosted/hosted.css">
</head>
<body>
<main>
<h1 dir="auto">{name}</h1>
<p id="said" role="status"></p>
<button id="open" type="button" hidden>Open chat</button>
<noscript><p>This chat needs JavaScript.</p></noscript>
</main>
<script src="/hosted/hosted.js"></script>
</body>
</html>
"""
MISSING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>No such chat</title>
<body>
<h1>There is no chat here.</h1>
<p>The link may be old, or not whole.</p>
</body>
</html>
"""


@get("/chat/{site_id:str}", media_type=MediaType.HTML)
async def chat_page(
    request: ApiRequest, site_id: FromPath[str], language: Language = ""
) -> Response[str]:
    """The widget over all of a page; `language` fixes its language."""
    authorize(None, "see_widget")
    site = rooms_of(request).directory.sites.get(SiteId(site_id))
    if site is None:
        return Response(MISSING, status_code=404, media_type=MediaType.HTML)
    policy = chat_page_policy(host_in(request.scope), framing(site))
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    return Response(html(site, language), media_type=MediaType.HTML, headers=headers)


def framing(site: Site) -> tuple[str, ...]:
    """Origins whose pages may frame it. One that is written as none is let out."""
    return tuple(origin for origin in site.allowed_origins if _origin.fullmatch(origin))


def html(site: Site, language: str) -> str:
    return PAGE.format(
        site=escape(site.site_id),
        name=escape(site.name),
        lang=escape(site.language),
        language=language if _language.fullmatch(language) else "",
        brand=escape(site.brand),
        scheme=site.theme.scheme,
    )


CHAT_PAGE_ROUTES = (chat_page,)
