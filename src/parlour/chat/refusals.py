"""Why a command was not carried out: nothing was recorded, and the code is stable."""

from typing import Literal

RefusalCode = Literal[
    "unknown_chat",
    "already_open",
    "chat_ended",
    "not_waiting",
    "not_engaged",
    "not_wrapping_up",
    "no_such_offer",
    "no_such_invitation",
    "not_yours",
    "not_a_participant",
    "not_the_lead",
    "lead_must_hand_over",
    "already_participant",
    "already_invited",
    "transfer_pending",
    "to_self",
    "chat_full",
    "not_monitoring",
    "already_monitoring",
    "decline_not_allowed",
    "posts_not_allowed_yet",
    "uploads_off",
    "cobrowse_open",
    "no_such_cobrowse",
    "cobrowse_impossible",
    "start_over",
    "too_early",
    "no_free_session",
    "not_available",
    "not_on_duty",
    "already_on_duty",
    "too_many_chats",
    "chat_too_long",
    "not_allowed",
    "sign_in_required",
    "unsafe_address",
    "unknown_text",
]
"""Codes of the rules; docs/protocol.md tells clients what to make of each."""

_SENTENCES: dict[RefusalCode, str] = {
    "unknown_chat": "There is no such chat.",
    "already_open": "There is an open chat already.",
    "chat_ended": "The chat is over.",
    "not_waiting": "The chat is not waiting in a queue.",
    "not_engaged": "No agent is in the chat at the moment.",
    "not_wrapping_up": "The chat is not in wrap-up.",
    "no_such_offer": "This offer is no longer open.",
    "no_such_invitation": "This invitation is no longer open.",
    "not_yours": "This is meant for somebody else.",
    "not_a_participant": "Only participants of the chat can do this.",
    "not_the_lead": "Only the lead of the chat can do this.",
    "lead_must_hand_over": "The lead can leave only by ending the chat or handing the lead over.",
    "already_participant": "This agent is in the chat already.",
    "already_invited": "This agent is invited already.",
    "transfer_pending": "A transfer is pending already.",
    "to_self": "An agent can't invite themselves.",
    "chat_full": "Too many agents are in this chat already, or invited to it.",
    "not_monitoring": "This chat is not being monitored by you.",
    "already_monitoring": "You are monitoring this chat already.",
    "decline_not_allowed": "Your profile does not allow declining.",
    "posts_not_allowed_yet": "Messages can be sent once an agent has joined.",
    "uploads_off": "Files can't be sent in this chat.",
    "cobrowse_open": "A co-browse session is open already.",
    "no_such_cobrowse": "This co-browse session is no longer open.",
    "cobrowse_impossible": "The end-user's browser can't share its page.",
    "start_over": "The connection was given up meanwhile; start over.",
    "too_early": "The deadline has not been reached.",
    "no_free_session": "All sessions of this agent are in use.",
    "not_available": "This agent is not available.",
    "not_on_duty": "This agent is not logged in.",
    "already_on_duty": "This agent is logged in already.",
    "too_many_chats": "Too many chats were started; try again later.",
    "chat_too_long": "This chat has become too long; please begin another.",
    "not_allowed": "Your profile does not allow this.",
    "sign_in_required": "Sign in on this site first.",
    "unsafe_address": "This address is not safe to be shown.",
    "unknown_text": "There is no such standard text for this chat.",
}


class Refused(Exception):
    """The command breaks a rule; nothing was recorded.

    `code` is stable and for programs; the sentence is for people: `text`, if it is given, tells
    more than the code does.
    """

    def __init__(self, code: RefusalCode, **data: str | int) -> None:
        super().__init__(str(data.get("text", "")) or _SENTENCES[code])
        self.code: RefusalCode = code
        self.data = data


class ImpossibleEvent(Exception):
    """An event that no rule could have written: our bug or a broken ledger.

    The chat it belongs to is quarantined, all others are served.
    """

    def __init__(self, kind: int, situation: str) -> None:
        super().__init__(f"kind {kind} can't happen while {situation}")
        self.kind = kind
        self.situation = situation
