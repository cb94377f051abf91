"""What an agent is told of themselves, and of the end-user of a chat."""

from parlour.chat.state import ChatState
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Profile
from parlour.hub.publisher import Publisher
from parlour.ids import AgentId
from parlour.ledger.protocol import ChatRequest
from parlour.wire import frames as f


def about(publisher: Publisher, directory: Directory, state: ChatState) -> f.About:
    """Of the chat's end-user, as far as they said it as they asked."""
    request = publisher.requests.get(state.chat_id) or ChatRequest(
        chat_id=state.chat_id, site_id=state.site_id, end_user_id=state.end_user_id
    )
    queue = directory.queues.get(state.queue_id)
    return f.About(
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
    )


def me(directory: Directory, agent: Agent, profile: Profile) -> f.Me:
    group = directory.groups.get(agent.group_id)
    return f.Me(
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
    )


def menu(directory: Directory, agent_id: AgentId) -> tuple[f.StatusChoice, ...]:
    """The statuses that the agent can choose from."""
    return tuple(
        f.StatusChoice(id=status.status_id, label=status.label, type=status.type)
        for status in rights.statuses_of(directory, agent_id)
    )
