"""What end-users do when their chat is over: rate it, have its transcript sent."""

from pathlib import Path
from typing import Any

import httpx

from parlour.accounts.identity import signature_of
from parlour.directory.records import Survey, Transcript
from parlour.ids import ChatId, SiteId
from tests.hub.stage import SITE
from tests.web.live import LiveServer, live

GOOD = {"score": 5, "comment": "Quick and kind."}
TO_ANN = {"email": "ann@home.example", "language": "de"}
HOSTILE = "<img src=x onerror=alert(1)>"


async def over(there: LiveServer) -> str:
    """A chat of Ann's that Bea has concluded."""
    ann, bea, chat = await there.talking()
    await ann.ask("post", chat=chat, text=f"Hello? {HOSTILE}")
    await bea.ask("post", chat=chat, text="between us", private=True)
    await bea.ask("post", chat=chat, text="Hi Ann!")
    await bea.ask("conclude", chat=chat)
    return chat


async def send(
    there: LiveServer, what: str, chat: str, body: dict[str, Any], *, who: str = "ann"
) -> httpx.Response:
    return await there.browser(who).post(f"/api/v1/sites/{SITE}/chats/{chat}/{what}", json=body)


async def test_a_rating_is_kept_and_may_be_changed(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        assert (await send(there, "rating", chat, GOOD)).status_code == 204
        (rating,) = (await there.ratings.of_chats([ChatId(chat)])).values()
        assert (rating.score, rating.comment, rating.agent_id) == (5, "Quick and kind.", "bea")
        assert (await send(there, "rating", chat, {"score": 2})).status_code == 204
        (rating,) = (await there.ratings.of_chats([ChatId(chat)])).values()
        assert (rating.score, rating.comment) == (2, "")


async def test_only_what_is_over_and_ones_own_is_rated(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _, bea, chat = await there.talking()
        assert (await send(there, "rating", chat, GOOD)).json()["code"] == "not_over"
        await bea.ask("conclude", chat=chat)
        await there.end_user("eve")
        for who, which in (("eve", chat), ("ann", "c_nothing")):
            assert (await send(there, "rating", which, GOOD, who=who)).status_code == 404
        for score in (0, 6, "5", 4.5, True):
            assert (await send(there, "rating", chat, {"score": score})).status_code == 400
        bad = await send(there, "rating", chat, {"score": 1, "comment": "\u202egood"})
        assert (bad.status_code, bad.json()["code"]) == (422, "bad_text")
        assert await there.ratings.of_chats([ChatId(chat)]) == {}


async def test_a_site_that_does_not_ask_gets_no_rating(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        site = there.directory.sites[SiteId(SITE)]
        there.directory.sites[site.site_id] = site.but(survey=Survey(on=False))
        assert (await send(there, "rating", chat, GOOD)).json()["code"] == "no_survey"
        there.directory.sites[site.site_id] = site.but(survey=Survey(comment=False))
        await send(there, "rating", chat, GOOD)
        assert (await there.ratings.of_chats([ChatId(chat)]))[ChatId(chat)].comment == ""


async def test_a_transcript_is_what_the_end_user_saw(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        assert (await send(there, "transcript", chat, TO_ANN)).status_code == 204
        await there.mailer.step()
        (letter,) = there.letters.taken
        assert letter.to == "ann@home.example"
        assert letter.subject.startswith("Ihr Chat mit ")
        for body in (letter.text, letter.html):
            assert "Hi Ann!" in body
            assert "Bea ist jetzt da" in body
            assert "between us" not in body
            assert '"bea"' not in body
        assert HOSTILE in letter.text
        assert HOSTILE not in letter.html
        assert "&lt;img src=x onerror=alert(1)&gt;" in letter.html


async def test_transcripts_of_others_and_to_nowhere_are_not_sent(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        await there.end_user("eve")
        assert (await send(there, "transcript", chat, TO_ANN, who="eve")).status_code == 404
        for address in ("ann", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"):
            refused = await send(there, "transcript", chat, {"email": address})
            assert (refused.status_code, refused.json()["code"]) == (422, "bad_address")
        site = there.directory.sites[SiteId(SITE)]
        there.directory.sites[site.site_id] = site.but(transcript=Transcript(email=False))
        assert (await send(there, "transcript", chat, TO_ANN)).json()["code"] == "no_mail"
        await there.mailer.step()
        assert there.letters.taken == []


async def test_nobody_floods_a_stranger_with_transcripts(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        answers = [(await send(there, "transcript", chat, TO_ANN)).status_code for _ in range(5)]
        assert answers == [204, 204, 204, 429, 429]


async def test_a_chat_nobody_answered_has_no_transcript(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, chat = await there.waiting()
        await ann.ask("cancel_chat", chat=chat)
        assert (await send(there, "transcript", chat, TO_ANN)).json()["code"] == "nothing_said"
        assert (await send(there, "rating", chat, GOOD)).json()["code"] == "not_over"


async def test_somebody_whom_the_site_has_signed_in_is_the_same_everywhere(tmp_path: Path) -> None:
    """A chat begun in one browser goes on in another, under the name the site gives."""
    async with live(tmp_path) as there:
        site = there.directory.sites[SiteId(SITE)]
        there.directory.sites[site.site_id] = site.but(identity="required")
        secret = await there.accounts.new_site_secret(site.site_id)
        fields = {"id": "42", "name": "Ann Site", "email": "ann@site.example"}
        signature = signature_of(secret, fields["id"], fields["email"], fields["name"])
        identity = {**fields, "hash": signature}
        for browser in ("ann", "ann at home"):
            there.identities[browser] = {"identity": identity}
        first = await there.end_user("ann")
        bea = await there.on_duty("bea")
        chat = (await first.ask("request_chat", name="Mallory", question="Hm?"))["chat"]
        offer = await bea.until("offer")
        assert (offer["about"]["name"], offer["about"]["email"]) == ("Ann Site", "ann@site.example")
        assert offer["about"]["signed_in"]
        second = await there.end_user("ann at home")
        assert second.welcome["chat"] == chat


async def test_supervisors_see_what_their_end_users_thought(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await over(there)
        await send(there, "rating", chat, GOOD)
        await there.agent("sue")
        sue = there.browser("sue")
        (listed,) = (await sue.get("/api/v1/chats?state=open")).json()["chats"]
        assert listed["score"] == 5
        ledger = (await sue.get(f"/api/v1/chats/{chat}/ledger")).json()
        assert ledger["rating"]["comment"] == "Quick and kind."
        await there.agent("bea")
        assert (await there.browser("bea").get(f"/api/v1/chats/{chat}/ledger")).status_code == 403
