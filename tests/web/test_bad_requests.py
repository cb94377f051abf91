"""HTTP that is not as it should be: one defined answer, nothing of our inside."""

from collections.abc import AsyncIterator

import pytest

from tests.web.front_desk import PASSWORD, SEAT, FrontDesk, problem

BODIES: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"login=agent&password=x",
    "truncated": b'{"login":"agent"',
    "two documents": b'{"login":"a","password":"b"}{}',
    "null": b"null",
    "a list": b"[]",
    "missing field": b'{"login":"agent"}',
    "unknown field": b'{"login":"agent","password":"b","role":"admin"}',
    "a number": b'{"login":5,"password":"b"}',
    "an object": b'{"login":{"$gt":""},"password":{"$gt":""}}',
    "a list inside": b'{"login":["agent"],"password":"b"}',
    "true": b'{"login":true,"password":true}',
    "empty text": b'{"login":"","password":"b"}',
    "long login": b'{"login":"%s","password":"b"}' % (b"a" * 101),
    "deep": b"[" * 50_000,
    "deep in a field": b'{"x":' + b'{"x":' * 8_000,
    "no UTF-8": b'{"login":"\xff","password":"b"}',
    "lone surrogate": rb'{"login":"\ud800","password":"b"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_bad_body_is_refused(body: bytes) -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.post("/api/v1/sign-in", content=body, headers=SEAT)
        assert problem(answer) == (400, "bad_request")


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_too_large_is_refused_before_it_is_read(announced: bool) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(10_000):
            sent += 1024
            yield b"x" * 1024

    async with FrontDesk().visitor() as client:
        body = b"x" * 70_000 if announced else endless()
        answer = await client.post("/api/v1/sign-in", content=body, headers=SEAT)
        assert problem(answer) == (413, "too_large")
        assert sent < 100_000


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nope", (404, "not_found")),
        ("GET", "/api/v1/nope", (404, "not_found")),
        ("GET", "/socket/desk", (404, "not_found")),
        ("GET", "/api/v1/sites/nope/widget", (404, "not_found")),
        ("GET", "/api/v1/chats//ledger", (404, "not_found")),
        ("GET", "/static/../../etc/passwd", (404, "not_found")),
        ("GET", "/widget/..%2f..%2fapp.py", (404, "not_found")),
        ("GET", "/desk/assets/nope.js", (404, "not_found")),
        ("DELETE", "/api/v1/me", (405, "method_not_allowed")),
        ("GET", "/api/v1/sign-in", (405, "method_not_allowed")),
        ("TRACE", "/api/v1/me", (405, "method_not_allowed")),
    ],
)
async def test_a_bad_address_is_refused(method: str, path: str, expected: tuple[int, str]) -> None:
    async with FrontDesk().visitor() as client:
        assert problem(await client.request(method, path, headers=SEAT)) == expected


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "../../etc", "\x7f"])
async def test_a_bad_cookie_is_nobody(cookie: str) -> None:
    async with FrontDesk().visitor() as client:
        headers = SEAT | {"Cookie": f"parlour_session_0={cookie}"}
        answer = await client.get("/api/v1/me", headers=headers)
        assert problem(answer) == (401, "signed_out")


async def test_a_bug_of_ours_tells_nothing_of_our_inside() -> None:
    desk = FrontDesk()
    async with desk.person("supervisor") as client:
        answer = await client.get("/api/v1/chats/c_broken/ledger")
        assert problem(answer) == (500, "internal")
        assert b"secret" not in answer.content
        assert b"Zero" not in answer.content


async def test_passwords_are_not_in_any_answer() -> None:
    async with FrontDesk().visitor() as client:
        body = {"login": "agent", "password": PASSWORD}
        answer = await client.post("/api/v1/sign-in", json=body, headers=SEAT)
        assert PASSWORD.encode() not in answer.content
