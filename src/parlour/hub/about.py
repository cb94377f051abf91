"""What an agent is told of themselves, and of the end-user of a chat."""

from parlour.chat.state import ChatState
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Profile
from parlour.hub.publisher import Publisher
from parlour.ids import AgentId, is_known
from parlour.ledger.protocol import ChatRequest
from parlour.wire.parts import About, Me, StatusChoice


def about(publisher: Publisher, directory: Directory, state: ChatState) -> About:
    """Of the chat's end-user, as far as they said it as they asked."""
    request = publisher.requests.get(state.chat_id) or ChatRequest(
        chat_id=state.chat_id, site_id=state.site_id, end_user_id=state.end_user_id
    )
    queue = directory.queues.get(state.queue_id)
    site = directory.sites.get(state.site_id)
    return About(
        name=request.name,
        email=request.email,
        question=request.question,
        answers=request.answers,
        page_url=request.page_url,
        page_title=request.page_title,
        referrer=request.referrer,
        user_agent=request.user_agent,
        language=request.language,
        queue=queue.name if queue else state.queue_id,
        signed_in=is_known(state.end_user_id),
        queue_id=state.queue_id,
        site=site.name if site else "",
        site_language=site.language if site else "",
    )


def me(directory: Directory, agent: Agent, profile: Profile, texts: str) -> Me:
    """`texts`: mark of the standard texts as they are now."""
    group = directory.groups.get(agent.group_id)
    return Me(
        id=agent.agent_id,
        name=agent.name,
        roles=agent.roles,
        max_sessions=profile.max_sessions,
        allow_decline=profile.allow_decline,
        auto_decline=profile.auto_decline,
        wrap_up=profile.wrap_up,
        group=group.name if group else "",
        pull_chat=profile.pull_chat,
        supervisor=rights.is_supervisor(directory, agent.agent_id),
        monitor=rights.may_monitor_at_all(directory, agent.agent_id),
        push_url=profile.push_url,
        cobrowse=profile.cobrowse,
        texts=texts,
    )


def menu(directory: Directory, agent_id: AgentId) -> tuple[StatusChoice, ...]:
    """The statuses that the agent can choose from."""
    return tuple(
        StatusChoice(id=status.status_id, label=status.label, type=status.type)
        for status in rights.statuses_of(directory, agent_id)
    )
