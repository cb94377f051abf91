"""Every rule that is checked, by its code, with one sentence for the reader of a report."""

from parlour.ids import ChatId, StreamId
from parlour.value import Value

RULES: dict[str, str] = {
    # Structure
    "S1": "The rows of a stream are numbered 1, 2, 3, … without a gap.",
    "S2": "The positions over all streams are 1, 2, 3, … without a gap and rise in each stream.",
    "S3": "Each row's hash fits its content and the hash of the row before it.",
    "S4": "Stamps never go back within a stream.",
    "S5": "Every row's content fits its kind, and chats hold chat events, log-ins agent events.",
    "S6": "Rows that were written together stand together and have one stamp.",
    "S7": "What must follow a row follows it at once, in the same transaction.",
    "S8": "What follows a row is in the canonical order.",
    "S9": "Each kind is brought about by those who may bring it about.",
    "S10": "The seals over all rows are unbroken: nothing was cut off, put in or rewritten.",
    "S11": "A release seals the number of rows before it and the hash of the last one.",
    "S12": "Ids are single lines.",
    # Lifecycle
    "L1": "Chat Created (26) is the first row, once, and names the chat its stream is named after.",
    "L2": "Chat Released (27) comes once, after the end-user's part has ended.",
    "L3": "Nothing comes after Chat Released (27).",
    "L4": "End-User Disconnected (44) comes exactly once, before the release.",
    "L5": "Chat Canceled (28) comes only while the chat waits.",
    "L6": "After 44 come only closings, presence of agents, private notes and the release.",
    "L7": "The cause of 44 agrees with the row before it and with the state of the chat.",
    "L9": "Each kind comes only in the states in which it may happen.",
    "L10": "Wait and wrap-up end by time-out only when their time is over.",
    "L11": "Wrap-up begins if the lead's profile has it, for as long, and ends as it says.",
    # Invitations
    "I0": "Invitation ids are used once.",
    "I1": "Every invitation has exactly one outcome: same id, same agents, of its own family.",
    "I2": "An engagement is offered only while nobody leads and the chat is not over.",
    "I3": "At most one engagement offer is open in a chat.",
    "I4": "Transfers and conferences are asked for by the present lead.",
    "I5": "An agent who takes part, or the sender, is not invited.",
    "I6": "At most one invitation is open for each agent in a chat.",
    "I7": "At most one transfer is open in a chat.",
    "I8": "11 comes only directly after 43, for the same invitation.",
    "I9": "A time-out comes only after the time to answer, or when the agent is absent.",
    "I10": "12, 33 and 34 agree with the profile's switches as they were when the offer went out.",
    "I11": "After an offer was let go by, the next goes to another agent while another is free.",
    "I12": "A toast runs out only when its time is over.",
    "I13": "A consultation is of an open invitation, once, by the agent who is invited.",
    # Participants and lead
    "P1": "Nobody enters who is in already.",
    "P2": "Who enters was accepted directly before, with the wrap-up limit of their invitation.",
    "P3": "Who leaves was in, and everybody has left by the release but the one who wraps up.",
    "P4": "The lead does not leave before the lead session has ended.",
    "P5": "The lead passes from one participant to another one.",
    "P6": "Lead sessions do not overlap and each one that starts ends.",
    "P7": "The lead is a participant.",
    "P8": "A lead session starts only by an engagement, a transfer or a change of roles.",
    "P9": "A lead session ends only by the end, a transfer, a change of roles or the lead's going.",
    "P10": "While the chat is engaged somebody leads, at the end of every transaction.",
    # Presence
    "A1": "Absent and Present alternate for each client, beginning with Absent.",
    "A2": "Whatever ends or follows an absence names that absence.",
    "A3": "A client is cut off directly after it was found lost, and only in an open absence.",
    "A6": "A client is found lost only when its time is over.",
    "A7": "An absence begins after the silence it tells of.",
    "A8": "Nothing comes from a client that is absent; first it is present again.",
    "A10": "The server's own outage is nobody's silence: it delays what follows from silence.",
    "A11": "One absence of an agent is told alike in every chat.",
    "A13": "A row of an absence tells the part that the agent has in the chat.",
    "R1": "A reset is told only of a client that is held to be gone.",
    "R2": "At most one reset is told of each absence.",
    # Transfers
    "T1": "A chat is given back to a queue by its lead, who leaves it with all others.",
    "T3": "A chat is not given back to a queue twice without having been engaged between.",
    # Content
    "M1": "Words and files come only while somebody leads, or in the queue if the terms allow.",
    "M2": "Agents who write are participants; private words come from who monitors or consults.",
    "M3": "Every row of content has a command id, unique in the chat.",
    "M4": "What a client says stands in the order in which it said it.",
    "M6": "A text that is kept is the one that was written, at its own row.",
    "M7": "A request that is kept is the one that was made.",
    "K1": "A file is told of only if uploads are on, and stored, hashed and scanned before.",
    "K2": "A file that is kept is told of by a row of its chat.",
    "K3": "The bytes of a file are those that were stored.",
    # Co-browse and monitoring
    "C1": "At most one co-browse session is open, opened by the lead.",
    "C2": "Co-browse goes 35, then 37, or 36 and then 42, or 36, 40 and then 41 or 42.",
    "C3": "One agent and one id go through a whole co-browse session.",
    "C4": "Co-browse is closed before the lead changes and when the chat ends.",
    "N1": "Monitoring begins before it ends, once for each supervisor at a time.",
    "N4": "Monitoring has ended by the release.",
    # Idle
    "D1": "A chat is ended as idle only while it is engaged.",
    "D2": "A chat is ended as idle only after CS_IDLE_TIMEOUT without a row of activity.",
    "D3": "A chat is not ended as idle while the end-user or the lead is absent.",
    # Log-ins
    "G1": "A log-in begins with Log-On (1), once, and nothing comes after its end.",
    "G2": "Absent and Reconnected alternate, for one absence each.",
    "G3": "Idle and Not Idle alternate and agree with the sessions in use.",
    "G4": "A session is held, taken and freed in turn, for one chat each.",
    "G5": "A pull is raised by an agent who is available; it ends once, as its cause says.",
    # Across chats
    "X1": "Open offers and occupied sessions never exceed the agent's Max Sessions.",
    "X2": "An offer goes to an agent who is on duty, available, in contact, and asked if pulling.",
    "X4": "An end-user has at most one open chat at a site.",
    "X5": "What an offer's explanation says of the other agents agrees with their log-ins.",
    "X7": "Who goes off duty leaves every chat with it; who is lost is found lost in each of them.",
    "X9": "An agent's session is free again, exactly once, when the chat lets go of the agent.",
    "X10": "Nobody monitors a chat and takes part in it at once.",
    # Derived data
    "Q1": "Requested, first engaged and completed are the stamps of 26, the first 23 and 27.",
    "Q2": "Every projection equals its recomputation from the rows.",
    "Q3": "The log-ins tell of the same offers and sessions as the chats, in the same transaction.",
    "Q4": "Nothing is in quarantine.",
    "Q5": "Every answer is found by its client and number, and names a row that is there.",
    "Q6": "The file is sound: its pages hang together, and its indexes say what its tables say.",
}


class Fault(Value):
    """One break of one rule, with the first place where it shows."""

    stream: StreamId
    chat_id: ChatId | None
    seq: int
    rule: str
    text: str


Found = tuple[str, str]
"""A rule, and what is wrong, told of the row under the eye."""


def fault_of(stream: StreamId, seq: int, found: Found) -> Fault:
    room, _, name = stream.partition("/")
    rule, text = found
    assert rule in RULES, f"{rule} is no rule"
    return Fault(
        stream=stream,
        chat_id=ChatId(name) if room == "chat" else None,
        seq=seq,
        rule=rule,
        text=text,
    )
