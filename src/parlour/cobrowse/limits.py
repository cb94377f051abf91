"""What a recorded page may weigh. Beyond it the stream fails: a page like that can't be shown."""

MESSAGE_BYTES_MAX = 1 << 20
"""One binary message, packed; a longer piece of the stream is cut into several."""
LINE_BYTES_MAX = 8 << 20
"""One event: the first picture of the largest known news pages has a third of it."""
NODES_MAX = 100_000
"""Elements and texts together; the longest known articles have a third of it."""
DEPTH_MAX = 200
"""Browsers draw deeper trees, slowly; no page that people made has half of it."""
TEXT_CHARACTERS_MAX = 4 << 20
"""Of one text or style sheet."""
VALUE_CHARACTERS_MAX = 65_536
"""Of one attribute that is no style: an SVG path of a map."""
HELD_CHARACTERS_MAX = 65_536
"""For which one number stands; a longer text is a book, and rare."""
SHEETS_CHARACTERS_MAX = 4 << 20
"""Of all style sheets that one stream may say to name them; shops have some hundred thousand."""
ATTRIBUTES_MAX = 200
"""Of one node; frameworks write some twenty."""
CHANGES_MAX = 50_000
"""Things named in one mutation."""
POSITIONS_MAX = 1_000
"""Of the pointer, in one event; rrweb gathers them for half a second."""
NESTING_MAX = 100
"""Media queries within media queries."""
WINDOW_PIXELS_MAX = 16_384
"""A window; four screens side by side."""
SCROLL_PIXELS_MAX = 10_000_000
"""Where a page can be scrolled to."""
DRAWING_CHARACTERS_MAX = 4_096
"""A picture within the page's own text: arrows of menus, ticks of boxes."""
"""Longer ones are photographs, which cost more than they tell."""
DIGITS_MAX = 1_000
"""In one run: what is longer is no number, and is masked unread."""
INFLATED_AT_ONCE_MAX = 24 << 20
"""Of one message, and of one recorder at once: a picture of the greatest size, three times."""
INFLATED_PER_S = 1 << 20
"""On average: a page with moving parts brings some 20 KiB."""
PACKED_AT_ONCE_MAX = 6 << 20
PACKED_PER_S = 256 << 10
"""Two megabits: what a phone's line may be asked for."""
EVENTS_PER_S = 500
EVENTS_BURST = 10 * EVENTS_PER_S
"""Bursts are usual, when a page opens something; ten seconds of them are not."""
POINTERS_PER_S = 60
"""As often as a screen is drawn."""
