"""The widget's states, each on a page of its own: the built loader and widget, and a server of
make-believe. A state that somebody adds to `SCENES` is looked at from then on.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute

from parlour.web.clients import BUILT, files_in, read_file, shop_files
from parlour.web.headers import policy_for

Json = dict[str, Any]

ORIGIN = "http://shop.example"
SITE = "demo"
CHAT = "c1"
NOW = 1_790_000_000_000
MINUTE = 60_000
LOOK: Json = {
    "site": SITE,
    "name": "Halden Lighting",
    "brand": "#2f6f5e",
    "greeting": "How can we help?",
    "language": "en",
    "fields": [
        {"id": "name", "label": "Your name", "type": "text", "required": True},
        {"id": "email", "label": "Your e-mail", "type": "email", "required": False},
        {"id": "question", "label": "Your question", "type": "textarea", "required": True},
    ],
    "open": True,
    "expected_wait_ms": 190_000,
    "agents_available": 1,
    "files": {"size_max": 5_000_000, "types": ["image/png", "image/jpeg", "application/pdf"]},
    "palette": {"on_brand": "#ffffff", "ink_light": "#2f6f5e", "ink_dark": "#8fb3a9"},
    "theme": {"scheme": "auto", "side": "right", "corner": "soft", "label": ""},
    "survey": {"on": True, "question": "How did we do?", "comment": True},
    "transcript": {"email": True, "download": True},
    "cobrowse": None,
    "identity": "off",
    "state": "open",
    "leave_message": False,
    "sessions_free": 1,
    "next_opening": None,
    "proactive": [],
    "articles": False,
    "preview": False,
}
CLOSED: Json = {"open": False, "state": "closed", "agents_available": 0}
ARTICLES = [
    {"title": "Returning a lamp", "url": "https://shop.example/returns"},
    {"title": "Which bulb fits?", "url": "https://shop.example/bulbs"},
]
HTML = '<h2>Delivery</h2><p>Ready on <b>Friday</b>. <a href="https://shop.example/d">More</a></p>'


def event(kind: int, **more: Any) -> Json:
    return {"kind": kind, **more}


def agent(text: str | None, **more: Any) -> Json:
    return event(1, message_id="m", name="Ada", text=text, **more)


def own(text: str | None, **more: Any) -> Json:
    return event(2, message_id="m", command_id="x", text=text, **more)


def file(kind: int, name: str, media_type: str) -> Json:
    return event(kind, file_id="f", file_name=name, media_type=media_type, size=48_000, name="Ada")


ASKED = (event(26, question="Which bulb does the brass lamp take?"),)
ENGAGED = (*ASKED, event(23, name="Ada"), event(48, name="Ada"))
TALK = (
    *ENGAGED,
    agent("Hello! It takes E14, see https://shop.example/bulbs."),
    own("Thank you.\nAnd the small one?"),
    own("My number is 12345", off_record=True),
    event(3, message_id="m", name="Ada", form="url", text="https://shop.example/small"),
    event(3, message_id="m", name="Ada", form="html", text=HTML),
    file(38, "receipt.pdf", "application/pdf"),
    file(1003, "drawing.pdf", "application/pdf"),
    agent(None),
    event(23, name="Ben"),
    agent("Ben has joined us, he knows the small one best."),
    event(24, name="Ben"),
)
OVER = (*TALK, event(49, name="Ada"), event(44, cause="agent"))


class Scene:
    """`look`: what is different about the site. `events`: of the chat, whose visitor is known;
    none: there is no chat. `then`: frames after them. `press`: buttons, by name, in that order.
    """

    def __init__(
        self,
        events: Sequence[Json] = (),
        *,
        look: Mapping[str, Any] | None = None,
        then: Sequence[Json] = (),
        press: Sequence[str] = (),
        shut: bool = False,
        language: str = "",
        is_new: bool = False,
        close: int = 0,
    ) -> None:
        self.events = events
        self.look = {**LOOK, **(look or {})}
        self.then = then
        self.press = press
        self.shut = shut
        self.language = language
        self.is_new = is_new
        self.close = close


def frame(kind: str, **more: Any) -> Json:
    return {"type": kind, "chat": CHAT, **more}


WAIT = frame("wait", position=3, expected_wait_ms=190_000)
SCENES: Mapping[str, Scene] = {
    "launcher": Scene(shut=True),
    "launcher with a label": Scene(
        shut=True,
        look={"theme": {"scheme": "auto", "side": "left", "corner": "round", "label": "Ask us"}},
    ),
    "form": Scene(),
    "form with faults": Scene(press=("Start chat",)),
    "closed": Scene(look=CLOSED),
    "closed, leave a message": Scene(look={**CLOSED, "leave_message": True}),
    "message with faults": Scene(look={**CLOSED, "leave_message": True}, press=("Send",)),
    "busy": Scene(look={"state": "busy", "open": False, "leave_message": True}),
    "waiting": Scene(ASKED, then=(WAIT,)),
    "waiting with answers": Scene(ASKED, then=(WAIT,), look={"articles": True}),
    "talk": Scene(TALK),
    "typing": Scene(
        TALK, then=(frame("is_typing", who="agent", name="Ada", on=True), frame("has_seen", n=99))
    ),
    "idle": Scene(TALK, then=(frame("idle_warning", ends_at=NOW + MINUTE),)),
    "agent absent": Scene((*TALK, event(4, name="Ada", lost_at=NOW + MINUTE))),
    "back in line": Scene((*TALK, event(49, name="Ada"), event(47)), then=(WAIT,)),
    "asked whether to end": Scene(TALK, press=("End chat",)),
    "emoji": Scene(TALK, press=("Emoji",)),
    "over": Scene(OVER),
    "nobody came": Scene((*ASKED, event(44, cause="canceled"))),
    "found again": Scene(TALK, is_new=True),
    "cut off for good": Scene(TALK, close=4201),
    "German": Scene(TALK, language="de"),
    "Arabic": Scene(TALK, language="ar"),
    "Arabic form": Scene(language="ar"),
}


class WidgetStage:
    """Answers for the shop and its server in one browser profile. `scene` is what is shown next."""

    def __init__(self, context: BrowserContext, *, with_policy: bool = True) -> None:
        self.scene = SCENES["form"]
        self._with_policy = with_policy
        built = {f"/{key}": read_file(path) for key, path in files_in(BUILT)}
        self._files = {**built, **shop_files(BUILT)}
        self._visits = count(1)
        context.route(f"{ORIGIN}/**", self._answer)
        context.route_web_socket(lambda url: "/socket/" in url, self._connect)
        context.add_init_script(f"({KEPT})(window)")

    def show(self, page: Page, name: str, more: str = "") -> None:
        self.scene = scene = SCENES[name]
        mark = {"token": "t", "chat": CHAT if scene.events and not scene.is_new else "", "read": 0}
        kept = {f"parlour:{SITE}": json.dumps(mark, separators=(",", ":"))}
        here = {} if scene.shut else {f"parlour:{SITE}:open": "1"}
        wanted = json.dumps({"local": kept, "session": here, "language": scene.language})
        page.goto(f"{ORIGIN}/demo/shop?now={NOW}&visit={next(self._visits)}{more}#{wanted}")
        page.locator(".launcher").wait_for(state="attached")
        if not scene.shut and mark["chat"] == "":
            page.locator(".launcher").dispatch_event("click")
        if not scene.shut:
            page.locator(".panel").wait_for()
        if scene.events and not scene.is_new:
            page.locator(".log, .queue, .plate, .bar").first.wait_for()
        page.evaluate(STILL)
        for button in scene.press:
            page.locator(
                f".panel [aria-label='{button}'], .panel button:has-text('{button}')"
            ).first.click()
        page.evaluate(STILL)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith("/widget"):
            route.fulfill(json=self.scene.look)
        elif path.endswith("/visits"):
            route.fulfill(status=201, json={"token": "t"})
        elif path.endswith("/articles"):
            route.fulfill(json={"articles": ARTICLES})
        elif path.startswith("/api/"):
            route.fulfill(status=204)
        else:
            self._send(route, path)

    def _send(self, route: Route, path: str) -> None:
        file = self._files.get(path)
        if file is None:
            route.fulfill(status=404, body="")
            return
        headers = {"Content-Type": file.content_type.decode()}
        if self._with_policy:
            headers["Content-Security-Policy"] = policy_for(path, "shop.example")
        route.fulfill(body=file.body, headers=headers)

    def _connect(self, socket: WebSocketRoute) -> None:
        socket.on_message(lambda message: self._greet(socket, json.loads(message)))

    def _greet(self, socket: WebSocketRoute, said: Json) -> None:
        scene = self.scene
        if said["type"] != "hello":
            return
        if scene.close:
            socket.close(code=scene.close)
            return
        welcome = {
            "type": "welcome",
            "now": NOW,
            "chat": CHAT if scene.events else None,
            "heartbeat_ms": 20_000,
            "lost_after_ms": 120_000,
            "last_id": 0,
            "epoch": "e",
        }
        rows = (
            frame("event", n=n, at=NOW - MINUTE + 1_000 * n, event=each)
            for n, each in enumerate(scene.events, 1)
        )
        for each in (welcome, *rows, *scene.then):
            socket.send(json.dumps(each))


KEPT = """(window) => {
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  if (!wanted.startsWith("{")) return;
  const { local, session, language } = JSON.parse(wanted);
  window.localStorage.clear();
  window.sessionStorage.clear();
  for (const [key, value] of Object.entries(local)) window.localStorage.setItem(key, value);
  for (const [key, value] of Object.entries(session)) window.sessionStorage.setItem(key, value);
  const now = Number(new URLSearchParams(window.location.search).get("now"));
  const ahead = now - Date.now();
  const real = Date.now;
  Date.now = () => real() + ahead;
  if (language) new MutationObserver((_, watch) => {
    const script = document.querySelector("script[data-site]");
    if (script) { script.dataset.language = language; watch.disconnect(); }
  }).observe(document, { childList: true, subtree: true });
}"""
"""Puts the browser's memory and clock as the scene wants them; the page's address tells it how."""

STILL = """async () => {
  const { shadowRoot } = document.getElementById("parlour");
  for (let before = "", same = 0; same < 8; ) {
    await new Promise(requestAnimationFrame);
    const now = shadowRoot.innerHTML;
    same = now === before ? same + 1 : 0;
    before = now;
  }
}"""
"""Until all that is fetched for the scene has been drawn."""
