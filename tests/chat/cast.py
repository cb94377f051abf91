"""Who appears in the stories about a chat, and what each of them can do.

Every deed is a step: it finds the ids it needs in the chat as it is then, so that the same step
can be tried in every situation, also where it makes no sense.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from parlour.chat import commands as c
from parlour.chat.events import (
    Actor,
    ChatTerms,
    OfferProfile,
    Refusal,
    UnavailableCause,
    Visibility,
)
from parlour.chat.state import ChatState
from parlour.ids import (
    AgentId,
    ChatId,
    CoBrowseId,
    CommandId,
    EndUserId,
    FileId,
    InvitationId,
    MessageId,
    QueueId,
    SiteId,
    seconds,
)

if TYPE_CHECKING:
    from tests.chat.scenario import Scene

TERMS = ChatTerms(
    queue_timeout=seconds(1800),
    idle_timeout=seconds(600),
    posts_in_queue=True,
    file_uploads=True,
)
WRAP_UP_LIMIT = seconds(900)
TOAST = seconds(15)
ANSWER_WITHIN = seconds(60)
CONSULTATION = seconds(600)
SALES = QueueId("sales")
SUPPORT = QueueId("support")
NONE = "none"
PROFILE = OfferProfile(allow_decline=True, auto_decline=False, wrap_up_limit=WRAP_UP_LIMIT)


class Step(NamedTuple):
    """Something that is asked of the chat, some seconds after what was asked before."""

    ask: "Callable[[Scene], c.AnyChatCommand]"
    after_s: float = 1

    def after(self, seconds_passed: float) -> "Step":
        return self._replace(after_s=seconds_passed)


def offer_id(state: ChatState) -> InvitationId:
    return state.offer.invitation_id if state.offer else InvitationId(NONE)


def invitation_to(state: ChatState, agent_id: AgentId) -> InvitationId:
    """The one sent to this agent; failing that, anybody's."""
    found = [i for i in state.invitations if i.to_agent_id == agent_id] or list(state.invitations)
    return found[0].invitation_id if found else InvitationId(NONE)


def cobrowse_id(state: ChatState) -> CoBrowseId:
    return state.cobrowse.cobrowse_id if state.cobrowse else CoBrowseId(NONE)


class EndUser:
    """Somebody on the web site."""

    def __init__(self, name: str) -> None:
        self.id = EndUserId(name)

    def asks(self, terms: ChatTerms = TERMS, *, refused: Refusal | None = None) -> Step:
        return Step(
            lambda scene: c.RequestChat(
                at=scene.at,
                end_user_id=self.id,
                chat_id=ChatId("chat"),
                site_id=SiteId("shop"),
                queue_id=SALES,
                terms=terms,
                refused=refused,
            )
        )

    def cancels(self, *, deflected: bool = False) -> Step:
        return Step(
            lambda scene: c.CancelChat(at=scene.at, end_user_id=self.id, deflected=deflected)
        )

    def posts(self) -> Step:
        return Step(
            lambda scene: c.PostAsEndUser(
                at=scene.at,
                end_user_id=self.id,
                message_id=MessageId(scene.fresh("message")),
                digest="digest",
                command_id=CommandId(scene.fresh(f"{self.id}:")),
            )
        )

    def attaches(self) -> Step:
        return Step(
            lambda scene: c.AttachFile(
                at=scene.at,
                end_user_id=self.id,
                file_id=FileId(scene.fresh("file")),
                sha256="00" * 32,
                size=1,
                media_type="image/png",
                command_id=CommandId(scene.fresh(f"{self.id}:")),
                message_id=MessageId(scene.fresh("message")),
                digest="digest",
            )
        )

    def leaves(self) -> Step:
        return Step(lambda scene: c.LeaveAsEndUser(at=scene.at, end_user_id=self.id))

    def consents(self) -> Step:
        return Step(
            lambda scene: c.AcceptCoBrowse(
                at=scene.at,
                end_user_id=self.id,
                cobrowse_id=cobrowse_id(scene.state),
                consent_text="v1",
            )
        )

    def declines_cobrowse(self, *, unavailable: bool = False) -> Step:
        return Step(
            lambda scene: c.DeclineCoBrowse(
                at=scene.at,
                end_user_id=self.id,
                cobrowse_id=cobrowse_id(scene.state),
                unavailable=unavailable,
            )
        )

    def stops_cobrowse(self) -> Step:
        return Step(
            lambda scene: c.StopCoBrowseAsEndUser(
                at=scene.at, end_user_id=self.id, cobrowse_id=cobrowse_id(scene.state)
            )
        )


class Agent:
    """Somebody at a desk."""

    def __init__(self, name: str, role: Literal["agent", "supervisor"] = "agent") -> None:
        self.id = AgentId(name)
        self.actor = Actor(role=role, id=name)

    def accepts(self) -> Step:
        return Step(
            lambda scene: c.AcceptOffer(
                at=scene.at, agent_id=self.id, invitation_id=offer_id(scene.state)
            )
        )

    def declines(self, *, closed: bool = False) -> Step:
        return Step(
            lambda scene: c.DeclineOffer(
                at=scene.at,
                agent_id=self.id,
                invitation_id=offer_id(scene.state),
                closed=closed,
            )
        )

    def closes_toast(self) -> Step:
        return self.declines(closed=True)

    def lets_toast_run_out(self) -> Step:
        step = Step(
            lambda scene: c.LetToastRunOut(
                at=scene.at, agent_id=self.id, invitation_id=offer_id(scene.state)
            )
        )
        return step.after(TOAST / 1000)

    def is_unavailable(self, cause: Literal["busy", "unavailable"] = "busy") -> Step:
        return Step(
            lambda scene: c.ReportUnavailable(
                at=scene.at,
                agent_id=self.id,
                invitation_id=offer_id(scene.state),
                cause=cause,
            )
        )

    def posts(self, visibility: Visibility = "everyone") -> Step:
        return Step(
            lambda scene: c.PostAsAgent(
                at=scene.at,
                agent_id=self.id,
                message_id=MessageId(scene.fresh("message")),
                digest="digest",
                command_id=CommandId(scene.fresh(f"{self.id}:")),
                visibility=visibility,
            )
        )

    def pushes_url(self) -> Step:
        return Step(
            lambda scene: c.PushUrl(
                at=scene.at,
                agent_id=self.id,
                message_id=MessageId(scene.fresh("message")),
                digest="digest",
                command_id=CommandId(scene.fresh(f"{self.id}:")),
                form="url",
            )
        )

    def sends_file(self) -> Step:
        return Step(
            lambda scene: c.SendFile(
                at=scene.at,
                agent_id=self.id,
                file_id=FileId(scene.fresh("file")),
                sha256="00" * 32,
                size=1,
                media_type="image/png",
                command_id=CommandId(scene.fresh(f"{self.id}:")),
                message_id=MessageId(scene.fresh("message")),
                digest="digest",
            )
        )

    def invites_to_transfer(
        self,
        whom: "Agent",
        profile: OfferProfile = PROFILE,
        *,
        unavailable: UnavailableCause | None = None,
    ) -> Step:
        return Step(
            lambda scene: c.InviteToTransfer(
                at=scene.at,
                agent_id=self.id,
                invitation_id=InvitationId(scene.fresh("transfer")),
                to_agent_id=whom.id,
                toast_for=TOAST,
                answer_within=ANSWER_WITHIN,
                profile=profile,
                unavailable=unavailable,
            )
        )

    def invites_to_conference(
        self,
        whom: "Agent",
        profile: OfferProfile = PROFILE,
        *,
        unavailable: UnavailableCause | None = None,
    ) -> Step:
        return Step(
            lambda scene: c.InviteToConference(
                at=scene.at,
                agent_id=self.id,
                invitation_id=InvitationId(scene.fresh("conference")),
                to_agent_id=whom.id,
                toast_for=TOAST,
                answer_within=ANSWER_WITHIN,
                profile=profile,
                unavailable=unavailable,
            )
        )

    def cancels_invitation(self, whom: "Agent") -> Step:
        return Step(
            lambda scene: c.CancelInvitation(
                at=scene.at,
                agent_id=self.id,
                invitation_id=invitation_to(scene.state, whom.id),
            )
        )

    def views_invitation(self) -> Step:
        return Step(
            lambda scene: c.ViewInvitation(
                at=scene.at,
                agent_id=self.id,
                invitation_id=invitation_to(scene.state, self.id),
                answer_within=CONSULTATION,
            )
        )

    def accepts_invitation(self) -> Step:
        return Step(
            lambda scene: c.AcceptInvitation(
                at=scene.at,
                agent_id=self.id,
                invitation_id=invitation_to(scene.state, self.id),
            )
        )

    def declines_invitation(self, *, ran_out: bool = False) -> Step:
        step = Step(
            lambda scene: c.DeclineInvitation(
                at=scene.at,
                agent_id=self.id,
                invitation_id=invitation_to(scene.state, self.id),
                ran_out=ran_out,
            )
        )
        return step.after(TOAST / 1000) if ran_out else step

    def is_unavailable_to_join(self, cause: Literal["busy", "unavailable"] = "busy") -> Step:
        return Step(
            lambda scene: c.ReportInvitationUnavailable(
                at=scene.at,
                agent_id=self.id,
                invitation_id=invitation_to(scene.state, self.id),
                cause=cause,
            )
        )

    def transfers_to_queue(self) -> Step:
        return Step(
            lambda scene: c.TransferToQueue(at=scene.at, agent_id=self.id, to_queue_id=SUPPORT)
        )

    def makes_lead(self, whom: "Agent") -> Step:
        return Step(lambda scene: c.MakeLead(at=scene.at, agent_id=self.id, to_agent_id=whom.id))

    def leaves(self) -> Step:
        return Step(lambda scene: c.LeaveChat(at=scene.at, agent_id=self.id))

    def concludes(self, *, as_supervisor: bool = False) -> Step:
        return Step(
            lambda scene: c.ConcludeChat(at=scene.at, agent_id=self.id, as_supervisor=as_supervisor)
        )

    def closes_wrap_up(self) -> Step:
        return Step(lambda scene: c.CloseWrapUp(at=scene.at, agent_id=self.id))

    def invites_to_cobrowse(self, *, end_user_can: bool = True) -> Step:
        return Step(
            lambda scene: c.InviteToCoBrowse(
                at=scene.at,
                agent_id=self.id,
                cobrowse_id=CoBrowseId(scene.fresh("cobrowse")),
                answer_within=seconds(60),
                end_user_can=end_user_can,
            )
        )

    def shows_first_frame(self) -> Step:
        return Step(
            lambda scene: c.ShowFirstFrame(
                at=scene.at, agent_id=self.id, cobrowse_id=cobrowse_id(scene.state)
            )
        )

    def stops_cobrowse(self) -> Step:
        return Step(
            lambda scene: c.StopCoBrowseAsAgent(
                at=scene.at, agent_id=self.id, cobrowse_id=cobrowse_id(scene.state)
            )
        )

    def monitors(self) -> Step:
        return Step(lambda scene: c.BeginMonitoring(at=scene.at, agent_id=self.id))

    def stops_monitoring(self) -> Step:
        return Step(lambda scene: c.EndMonitoring(at=scene.at, agent_id=self.id))

    def joins(self) -> Step:
        return Step(
            lambda scene: c.JoinChat(at=scene.at, agent_id=self.id, wrap_up_limit=WRAP_UP_LIMIT)
        )

    def takes_over(self) -> Step:
        return Step(
            lambda scene: c.TakeOver(at=scene.at, agent_id=self.id, wrap_up_limit=WRAP_UP_LIMIT)
        )
