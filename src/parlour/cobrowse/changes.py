"""Changes that tell of movements and of style sheets, written anew. Pure."""

import math
from collections.abc import Callable

from parlour.cobrowse import nodes as n
from parlour.cobrowse.attributes import is_property
from parlour.cobrowse.limits import SCROLL_PIXELS_MAX, WINDOW_PIXELS_MAX
from parlour.cobrowse.nodes import NodeId
from parlour.cobrowse.styles import without_loads

IsDrawn = Callable[[NodeId], bool]


def plain_change(change: n.Change, is_drawn: IsDrawn) -> n.Change | None:
    """The change to pass on; `None`: nothing of it."""
    match change:
        case n.MouseMove() | n.TouchMove() | n.Drag():
            positions = [_position(one) for one in change.positions if is_drawn(one.id)]
            return type(change)(positions=positions) if positions else None
        case n.MouseInteraction() if is_drawn(change.id):
            x, y = (None if at is None else _pixels(at) for at in (change.x, change.y))
            return n.MouseInteraction(type=change.type, id=change.id, x=x, y=y)
        case n.Scroll() if is_drawn(change.id):
            return n.Scroll(id=change.id, x=_pixels(change.x), y=_pixels(change.y))
        case n.Resize():
            width, height = (
                max(0, min(size, WINDOW_PIXELS_MAX)) for size in (change.width, change.height)
            )
            return n.Resize(width=width, height=height)
        case n.SheetRules() if _is_there(change, is_drawn):
            return n.SheetRules(
                id=change.id,
                style_id=change.style_id,
                adds=None if change.adds is None else [_rule(rule) for rule in change.adds],
                removes=change.removes,
                replace=_sheet(change.replace),
                replace_sync=_sheet(change.replace_sync),
            )
        case n.Declaration() if _is_there(change, is_drawn):
            return _declaration(change)
        case n.Adopted() if is_drawn(change.id):
            styles = None if change.styles is None else [_adopted(one) for one in change.styles]
            return n.Adopted(id=change.id, style_ids=change.style_ids, styles=styles)
        case _:
            return None


def _is_there(change: n.SheetRules | n.Declaration, is_drawn: IsDrawn) -> bool:
    if change.id is not None and not is_drawn(change.id):
        return False
    return change.id is not None or change.style_id is not None


def _position(one: n.Position) -> n.Position:
    offset = max(-60_000, min(one.time_offset, 0))
    return n.Position(x=_pixels(one.x), y=_pixels(one.y), id=one.id, time_offset=offset)


def _pixels(value: n.Number) -> n.Number:
    if not math.isfinite(value):
        return 0
    return max(-SCROLL_PIXELS_MAX, min(round(value, 2), SCROLL_PIXELS_MAX))


def _rule(rule: n.Rule) -> n.Rule:
    return n.Rule(rule=without_loads(rule.rule), index=rule.index)


def _sheet(text: str | None) -> str | None:
    return None if text is None else without_loads(text)


def _adopted(sheet: n.Sheet) -> n.Sheet:
    return n.Sheet(style_id=sheet.style_id, rules=[_rule(rule) for rule in sheet.rules])


def _declaration(change: n.Declaration) -> n.Declaration | None:
    put, gone = change.set, change.remove
    if put is not None:
        if not is_property(put.property):
            return None
        put = n.Declared(
            property=put.property, value=_sheet(put.value or ""), priority=put.priority
        )
    elif gone is None or not is_property(gone.property):
        return None
    return n.Declaration(
        index=change.index, id=change.id, style_id=change.style_id, set=put, remove=gone
    )
