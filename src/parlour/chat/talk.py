"""What is said in a chat: posts, pushed URLs, files."""

from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import Phase
from parlour.chat.story import OPEN, WAITING, Story

WITH_AGENTS = frozenset((Phase.ENGAGED, Phase.ENDED))


def post_as_end_user(story: Story, command: c.PostAsEndUser) -> None:
    story.require_end_user(command.end_user_id)
    story.require_phase(OPEN)
    if story.state.phase in WAITING and not story.state.terms.posts_in_queue:
        raise Refused("posts_not_allowed_yet")
    story.tell(
        e.EndUserPost(
            actor=e.Actor(role="end_user", id=command.end_user_id),
            message_id=command.message_id,
            digest=command.digest,
            command_id=command.command_id,
            off_record=command.off_record,
        )
    )


def attach_file(story: Story, command: c.AttachFile) -> None:
    story.require_end_user(command.end_user_id)
    story.require_engaged()
    if not story.state.terms.file_uploads:
        raise Refused("uploads_off")
    story.tell(
        e.FileAttachmentReceived(
            actor=e.Actor(role="end_user", id=command.end_user_id),
            file_id=command.file_id,
            sha256=command.sha256,
            size=command.size,
            media_type=command.media_type,
            command_id=command.command_id,
            message_id=command.message_id,
            digest=command.digest,
        )
    )


def send_file(story: Story, command: c.SendFile) -> None:
    """CHAT_FILEATACHE_CMD is about the chat: off, nobody sends files in it."""
    story.require_engaged()
    story.require_participant(command.agent_id)
    if not story.state.terms.file_uploads:
        raise Refused("uploads_off")
    story.tell(
        e.AgentFileSent(
            actor=e.Actor(role="agent", id=command.agent_id),
            agent_id=command.agent_id,
            file_id=command.file_id,
            sha256=command.sha256,
            size=command.size,
            media_type=command.media_type,
            command_id=command.command_id,
            message_id=command.message_id,
            digest=command.digest,
        )
    )


def post_as_agent(story: Story, command: c.PostAsAgent) -> None:
    """Private notes may still be written in wrap-up. From outside the chat, only to its agents."""
    story.require_phase(WITH_AGENTS)
    if _is_private_word(story, command):
        _say_privately(story, command)
        return
    story.require_participant(command.agent_id)
    if story.state.phase is Phase.ENDED and command.visibility == "everyone":
        raise Refused("chat_ended")
    story.tell(
        e.AgentPost(
            actor=e.Actor(role="agent", id=command.agent_id),
            agent_id=command.agent_id,
            message_id=command.message_id,
            digest=command.digest,
            command_id=command.command_id,
            visibility=command.visibility,
            off_record=command.off_record,
        )
    )


def _is_private_word(story: Story, command: c.PostAsAgent) -> bool:
    state, agent_id = story.state, command.agent_id
    if command.visibility == "everyone" or state.participant(agent_id) is not None:
        return False
    return agent_id in state.monitor_ids or state.consults(agent_id)


def _say_privately(story: Story, command: c.PostAsAgent) -> None:
    """Who is invited speaks as such, also if they monitor, which is not for others to know."""
    invited = story.state.consults(command.agent_id)
    story.tell(
        e.PrivateWord(
            actor=e.Actor(role="agent" if invited else "supervisor", id=command.agent_id),
            agent_id=command.agent_id,
            message_id=command.message_id,
            digest=command.digest,
            command_id=command.command_id,
            part="invited" if invited else "monitor",
        )
    )


def push_url(story: Story, command: c.PushUrl) -> None:
    story.require_engaged()
    story.require_participant(command.agent_id)
    story.tell(
        e.AgentPushedUrl(
            actor=e.Actor(role="agent", id=command.agent_id),
            agent_id=command.agent_id,
            message_id=command.message_id,
            digest=command.digest,
            command_id=command.command_id,
            form=command.form,
        )
    )
