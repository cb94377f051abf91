"""What must stand directly behind a kind, in words. tests/chat/law proves it of every walk."""

MUST_FOLLOW: dict[int, str] = {
    11: "23, 48",
    15: "49 and 24 of the old lead, 23 and 48 of the new one",
    19: "23",
    25: "49 of the old lead (already written when they are gone), 48 of the new one",
    26: "44 and 27, if the request is turned away",
    28: "44 with the same cause",
    29: "lead: 49, 24, then 25 and 48 of a conferee, if there is one; conferee: 24; "
    "monitor: 46; in wrap-up: 27",
    30: "29",
    31: "44 lost",
    32: "31",
    33: "23, 48",
    39: "44 idle",
    43: "11; or 14 gone, if the chat is overdue to end",
    44: "17 or 21 of each open invitation, 37, 42 or 41 of an open co-browse, 49, "
    "24 of each conferee, 46 of each monitor; 27 at once without wrap-up",
    46: "23, if the supervisor joins; 23 and 25, if they take over",
    47: "49 and 24 of the lead, 24 of each conferee",
    49: "24, if the lead is gone; then 25 and 48 of a conferee, if there is one",
    50: "5, if the client was absent; nothing, if it was lost",
    51: "7, if the client was absent; nothing, if it was lost",
}
