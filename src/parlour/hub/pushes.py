"""What agents show the end-user (event 3): addresses judged and HTML cleaned, each time anew."""

from collections.abc import Mapping

from parlour.chat.refusals import Refused
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import StandardText
from parlour.directory.standard_texts import body_for, may_use, own_hosts
from parlour.engine.act import Act
from parlour.engine.books import LiveChat
from parlour.hub.posts import Posts, Shown
from parlour.hub.seats import Seat
from parlour.ids import ChatId, Millis
from parlour.ledger.protocol import ChatRequest
from parlour.texts.addresses import Address, Unsafe, judge
from parlour.texts.markup import cleaned_markup
from parlour.texts.variables import judge_filled
from parlour.wire.frames import PushFrame


class Pushes:
    """A standard text comes by its id, so that a client can show nothing that no admin wrote."""

    def __init__(
        self, directory: Directory, posts: Posts, requests: Mapping[ChatId, ChatRequest]
    ) -> None:
        self._directory = directory
        self._posts = posts
        self._requests = requests

    def act_of(self, seat: Seat, live: LiveChat, frame: PushFrame, at: Millis) -> Act:
        """
        Raises:
            Refused: the agent may not push addresses, this one is not safe, or there is no such
                text for this agent and chat.
        """
        if bool(frame.url) == (frame.standard_text is not None):
            raise Refused("unsafe_address", text="Push an address or a standard text.")
        if frame.standard_text is None:
            shown = self._address(seat, frame, at)
        else:
            shown = self._text(seat, live, frame, at)
        return self._posts.of_push(seat, live.chat_id, frame, shown)

    def _address(self, seat: Seat, frame: PushFrame, at: Millis) -> Shown:
        profile = rights.profile_at_work(self._directory, seat.agent_id)
        if profile is None or not profile.push_url:
            raise Refused("not_allowed")
        return _shown(judge(frame.url, own_hosts(self._directory)), at)

    def _text(self, seat: Seat, live: LiveChat, frame: PushFrame, at: Millis) -> Shown:
        text = self._directory.texts.get(frame.standard_text or "")
        if text is None or text.form == "text":
            raise Refused("unknown_text")
        if not may_use(self._directory, text, seat.agent_id, live.state.queue_id):
            raise Refused("unknown_text")
        body = self._body(text, live, frame.language)
        values, own = self._values(seat, live), own_hosts(self._directory)
        if text.form == "url":
            return _shown(judge_filled(body, values, own), at)
        html = cleaned_markup(body, own, values)
        if not html:
            raise Refused("unknown_text")
        return Shown(at=at, form="html", body=html)

    def _body(self, text: StandardText, live: LiveChat, language: str) -> str:
        request = self._requests.get(live.chat_id)
        site = self._directory.sites.get(live.state.site_id)
        return body_for(
            text, language, request.language if request else "", site.language if site else ""
        )

    def _values(self, seat: Seat, live: LiveChat) -> dict[str, str]:
        """Of the variables, for this chat."""
        request = self._requests.get(live.chat_id)
        queue = self._directory.queues.get(live.state.queue_id)
        site = self._directory.sites.get(live.state.site_id)
        known = {
            "agent.name": self._directory.name_of(seat.agent_id),
            "queue.name": queue.name if queue else "",
            "site.name": site.name if site else "",
            "chat.id": live.chat_id,
        }
        if request is not None:
            known |= {
                "end_user.name": request.name,
                "end_user.email": request.email,
                "page.title": request.page_title,
                "page.url": request.page_url,
            }
        return known


def _shown(told: Address | Unsafe, at: Millis) -> Shown:
    if isinstance(told, Unsafe):
        raise Refused("unsafe_address", text=told.text, reason=told.reason)
    return Shown(at=at, form="url", body=told.url)
