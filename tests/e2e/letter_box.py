"""A mail server that keeps what it is given."""

import socket
import time
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller

from parlour.mail.smtp import MailServer, mail_server_at

WITHIN_S = 15
POLL_S = 0.05


class LetterBox:
    """Listens on a free port of its own."""

    def __init__(self) -> None:
        self._taken: list[bytes] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()
        self.server: MailServer = mail_server_at(
            f"smtp://127.0.0.1:{port}?plain", "chat@halden.example"
        )

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self._taken.append(envelope.content)
        return "250 OK"

    def last(self) -> EmailMessage:
        """The newest letter; waits for the first."""
        late = time.monotonic() + WITHIN_S
        while not self._taken:
            assert time.monotonic() < late, "no letter came"
            time.sleep(POLL_S)
        return BytesParser(policy=SMTP).parsebytes(self._taken[-1])

    def close(self) -> None:
        self._controller.stop()
