"""Routes about the server itself."""

from litestar import get

from parlour.web.admin_bodies import AdminReply, AlertReply
from parlour.web.authorize import authorize
from parlour.web.rooms import ApiRequest, agent_in, rooms_of, sees_floor


@get("/admin/overview")
async def overview(request: ApiRequest) -> AdminReply:
    """What has been proven, what was found, when the server lived and was away."""
    authorize(await agent_in(request), "see_admin")
    return await rooms_of(request).admin.overview()


@get("/admin/alert")
async def alert(request: ApiRequest) -> AlertReply:
    """Whether anything is wrong that somebody has to look at."""
    who = await agent_in(request)
    authorize(who, "see_alert", sees_floor=sees_floor(request, who))
    return rooms_of(request).admin.alert()


ADMIN_ROUTES = (overview, alert)
