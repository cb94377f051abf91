"""What is computed from the rows of a stream for others to query: chats, their sessions, duties.

`fold` is the only way they come about: the ledger folds each transaction as it writes it, a
rebuild folds all rows again, and `parlour verify` compares the two. It judges nothing: on rows
that no rule could have written it does what it can.
"""

from collections.abc import Iterable
from typing import Literal

from parlour.agents.events import AgentLoggedOff, AgentLoggedOn, AgentTerminated
from parlour.chat.events import (
    AgentEngagementAutoDeclined,
    AgentEngagementDeclined,
    AgentEngagementInvitation,
    AgentEngagementTimeout,
    AgentEngagementUnavailable,
    AgentFileSent,
    AgentPost,
    AgentPushedUrl,
    ChatCreated,
    ChatReleased,
    EndCause,
    EndUserDisconnected,
    EndUserPost,
    EngagementParticipantEntered,
    EngagementParticipantLeft,
    FileAttachmentReceived,
    LeadSessionEnd,
    LeadSessionStart,
    MonitorBegin,
    MonitorEnd,
    PrivateWord,
    TransferredToQueue,
)
from parlour.ids import AgentId, ChatId, EndUserId, LoginId, Millis, QueueId, SiteId
from parlour.ledger.protocol import AnyEvent, Recorded
from parlour.value import Value

State = Literal["queued", "offered", "engaged", "ended", "released"]
SessionRole = Literal["lead", "conferee", "monitor"]

CONTENT = (
    AgentPost,
    EndUserPost,
    AgentPushedUrl,
    FileAttachmentReceived,
    AgentFileSent,
    PrivateWord,
)
"""Kinds that change no record before the release counts them."""

TURNS_OF_DUTY = (AgentLoggedOn, AgentLoggedOff, AgentTerminated)
"""Kinds that change the record of a log-in."""


class ChatRecord(Value):
    """One chat. Durations in milliseconds; the counts are known once the chat is released."""

    chat_id: ChatId
    site_id: SiteId
    end_user_id: EndUserId
    queue_id: QueueId
    """The queue it waits in or waited in last."""
    state: State
    requested: Millis
    first_engaged: Millis | None = None
    concluded: Millis | None = None
    completed: Millis | None = None
    cause: EndCause | None = None
    lead_agent_id: AgentId | None = None
    """Who leads or led last."""
    waited: int = 0
    engaged: int = 0
    wrapped_up: int = 0
    row_count: int | None = None
    agent_posts: int | None = None
    """Without private notes."""
    end_user_posts: int | None = None


class SessionRecord(Value):
    """One agent's part in one chat, in one role; a change of role ends it and begins another.

    A lead's session goes on through wrap-up: `lead_to` is when the lead ended, `ended` when the
    agent's session was free again.
    """

    chat_id: ChatId
    number: int
    agent_id: AgentId
    role: SessionRole
    started: Millis
    ended: Millis | None = None
    lead_from: Millis | None = None
    lead_to: Millis | None = None
    end_reason: str | None = None


class DutyRecord(Value):
    """One stay of an agent on duty."""

    login_id: LoginId
    agent_id: AgentId
    logged_on: Millis
    ended: Millis | None = None
    end_cause: Literal["logged_off", "lost", "removed"] | None = None


class ChatView(Value):
    """A chat's records, and what the fold has to remember between two rows."""

    chat: ChatRecord
    since: Millis
    """When the present wait or engagement began."""
    sessions: tuple[SessionRecord, ...] = ()
    rows: int = 0
    agent_posts: int = 0
    end_user_posts: int = 0


def fold_chat(view: ChatView | None, rows: Iterable[Recorded]) -> ChatView | None:
    """The view after some more rows of the chat; `None` before its first."""
    for row in rows:
        if isinstance(row.event, ChatCreated):
            view = _created(row.event, row.at)
        if view is not None:
            view = _after(view.but(rows=row.seq), row.event, row.at)
    return view


def fold_duty(record: DutyRecord | None, rows: Iterable[Recorded]) -> DutyRecord | None:
    """The record after some more rows of the log-in; `None` before its first."""
    for row in rows:
        match row.event:
            case AgentLoggedOn(agent_id=agent_id):
                login_id = LoginId(row.stream.partition("/")[2])
                record = DutyRecord(login_id=login_id, agent_id=agent_id, logged_on=row.at)
            case AgentLoggedOff() if record is not None:
                record = record.but(ended=row.at, end_cause="logged_off")
            case AgentTerminated(cause=cause) if record is not None:
                record = record.but(ended=row.at, end_cause=cause)
            case _:
                pass
    return record


def _created(event: ChatCreated, at: Millis) -> ChatView:
    return ChatView(
        chat=ChatRecord(
            chat_id=event.chat_id,
            site_id=event.site_id,
            end_user_id=event.end_user_id,
            queue_id=event.queue_id,
            state="queued",
            requested=at,
        ),
        since=at,
    )


def _after(view: ChatView, event: AnyEvent, at: Millis) -> ChatView:
    match event:
        case AgentPost(visibility="everyone") | AgentPushedUrl():
            return view.but(agent_posts=view.agent_posts + 1)
        case EndUserPost():
            return view.but(end_user_posts=view.end_user_posts + 1)
        case AgentEngagementInvitation():
            return _in_state(view, "offered")
        case LeadSessionStart(agent_id=agent_id):
            return _led_by(_engaged(view, at), agent_id, at)
        case LeadSessionEnd(requeued_to=queue_id):
            view = _lead_ended(view, event, at)
            return view if queue_id is None else _queued(view, queue_id, at)
        case TransferredToQueue(to_queue_id=queue_id):
            return _queued(view, queue_id, at)
        case EngagementParticipantEntered(agent_id=agent_id):
            return _session_begun(_first_engaged(view, at), agent_id, "conferee", at)
        case MonitorBegin(agent_id=agent_id):
            return _session_begun(view, agent_id, "monitor", at)
        case EngagementParticipantLeft(agent_id=agent_id, cause=reason):
            return _session_ended(view, agent_id, at, reason)
        case MonitorEnd(agent_id=agent_id, cause=reason):
            return _session_ended(view, agent_id, at, reason)
        case EndUserDisconnected(cause=cause):
            view = _time_counted(view, at)
            return view.but(chat=view.chat.but(state="ended", concluded=at, cause=cause))
        case ChatReleased():
            return _released(view, event, at)
        case (
            AgentEngagementDeclined()
            | AgentEngagementTimeout()
            | AgentEngagementUnavailable()
            | AgentEngagementAutoDeclined()
        ) if view.chat.state == "offered":
            return _in_state(view, "queued")
        case _:
            return view


# Waiting, engaged, ended ----------------------------------------------------------------------


def _in_state(view: ChatView, state: State) -> ChatView:
    return view.but(chat=view.chat.but(state=state))


def _time_counted(view: ChatView, at: Millis) -> ChatView:
    """The time since the last turn is added to what was waited or engaged."""
    chat = view.chat
    passed = at - view.since
    match chat.state:
        case "queued" | "offered":
            chat = chat.but(waited=chat.waited + passed)
        case "engaged":
            chat = chat.but(engaged=chat.engaged + passed)
        case "ended" | "released":
            pass
    return view.but(chat=chat, since=at)


def _engaged(view: ChatView, at: Millis) -> ChatView:
    return _in_state(_time_counted(view, at), "engaged")


def _queued(view: ChatView, queue_id: QueueId, at: Millis) -> ChatView:
    view = _time_counted(view, at)
    return view.but(chat=view.chat.but(state="queued", queue_id=queue_id))


def _first_engaged(view: ChatView, at: Millis) -> ChatView:
    if view.chat.first_engaged is not None:
        return view
    return view.but(chat=view.chat.but(first_engaged=at))


def _released(view: ChatView, event: ChatReleased, at: Millis) -> ChatView:
    """Wrap-up ends with the release, and with it the sessions that are left: the lead's."""
    for session in view.sessions:
        if session.ended is None:
            view = _session_ended(view, session.agent_id, at, event.cause)
    concluded = view.chat.concluded
    return view.but(
        chat=view.chat.but(
            state="released",
            completed=at,
            wrapped_up=0 if concluded is None else at - concluded,
            row_count=view.rows,
            agent_posts=view.agent_posts,
            end_user_posts=view.end_user_posts,
        )
    )


# Sessions -------------------------------------------------------------------------------------


def _session_begun(view: ChatView, agent_id: AgentId, role: SessionRole, at: Millis) -> ChatView:
    session = SessionRecord(
        chat_id=view.chat.chat_id,
        number=len(view.sessions) + 1,
        agent_id=agent_id,
        role=role,
        started=at,
    )
    return view.but(sessions=(*view.sessions, session))


def _open_session(view: ChatView, agent_id: AgentId) -> SessionRecord | None:
    for session in reversed(view.sessions):
        if session.agent_id == agent_id and session.ended is None:
            return session
    return None


def _replaced(view: ChatView, session: SessionRecord) -> ChatView:
    sessions = list(view.sessions)
    sessions[session.number - 1] = session
    return view.but(sessions=tuple(sessions))


def _session_ended(view: ChatView, agent_id: AgentId, at: Millis, reason: str) -> ChatView:
    session = _open_session(view, agent_id)
    if session is None:
        return view
    return _replaced(view, session.but(ended=at, end_reason=reason))


def _led_by(view: ChatView, agent_id: AgentId, at: Millis) -> ChatView:
    """An agent who enters to lead has one session; a conferee's ends and a lead's begins."""
    view = view.but(chat=view.chat.but(lead_agent_id=agent_id))
    session = _open_session(view, agent_id)
    if session is None:
        return view
    if session.started != at or session.number != len(view.sessions):
        view = _session_ended(view, agent_id, at, "role_change")
        view = _session_begun(view, agent_id, "lead", at)
        session = view.sessions[-1]
    return _replaced(view, session.but(role="lead", lead_from=at))


def _lead_ended(view: ChatView, event: LeadSessionEnd, at: Millis) -> ChatView:
    """A lead who hands over stays as a conferee."""
    session = _open_session(view, event.agent_id)
    if session is None:
        return view
    view = _replaced(view, session.but(lead_to=at))
    if event.cause != "role_change":
        return view
    view = _session_ended(view, event.agent_id, at, "role_change")
    return _session_begun(view, event.agent_id, "conferee", at)
