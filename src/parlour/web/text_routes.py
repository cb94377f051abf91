"""The route of standard texts, as agents use them."""

from litestar import get

from parlour.directory.records import StandardText
from parlour.directory.standard_texts import may_use, own_hosts
from parlour.texts.markup import cleaned_markup
from parlour.value import Value
from parlour.web.authorize import authorize
from parlour.web.rooms import ApiRequest, agent_in, rooms_of


class TextsReply(Value):
    """In no order; `queues` tells in which chats each may be used."""

    texts: tuple[StandardText, ...]


@get("/texts")
async def texts(request: ApiRequest) -> TextsReply:
    """The standard texts that the agent may use, HTML cleaned as when it is pushed."""
    who = await agent_in(request)
    authorize(who, "read_texts")
    assert who is not None, "nobody uses no texts"
    directory = rooms_of(request).directory
    own, agent_id = own_hosts(directory), who.agent.agent_id
    found = (text for text in directory.texts.values() if may_use(directory, text, agent_id))
    return TextsReply(texts=tuple(_shown(text, own) for text in found))


def _shown(text: StandardText, own: frozenset[str]) -> StandardText:
    if text.form != "html":
        return text
    return text.but(bodies={tag: cleaned_markup(body, own) for tag, body in text.bodies.items()})


TEXT_ROUTES = (texts,)
