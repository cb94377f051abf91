"""Letters go to a mail server by SMTP.

The standard library's client, in a thread: letters are few, and it knows every server there is.
Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte).
"""

import asyncio
import smtplib
import ssl
from contextlib import ExitStack
from typing import Literal
from urllib.parse import unquote, urlsplit

from parlour.mail.letter import Letter, Sender, is_address, message_of
from parlour.mail.outbox import Delivery
from parlour.value import Value

PATIENCE_S = 30
"""For each answer of the server."""
PORTS: dict[str, int] = {"smtp": 587, "smtps": 465}
Security = Literal["starttls", "tls", "none"]


class MailServer(Value):
    """Where letters are taken, and by whom they are sent."""

    host: str
    port: int
    security: Security
    sender: Sender
    login: str = ""
    password: str = ""


class BadMailServer(Exception):
    """The address of the mail server, or the sender's, is none."""


def mail_server_at(url: str, sender: str, name: str = "Parlour") -> MailServer:
    """Of an address: `smtp://user:password@host:587` (STARTTLS is asked for; with `?plain` it is
    not, for a server on the same machine), `smtps://…` for TLS from the first byte.

    Raises: `BadMailServer`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise BadMailServer(f"{url!r} is no address of a mail server.") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.query not in {"", "plain"}:
        raise BadMailServer("The mail server's address must be smtp://host or smtps://host.")
    if not is_address(sender):
        raise BadMailServer(f"{sender!r} is no address that letters can come from.")
    plain: Security = "none" if parts.query == "plain" else "starttls"
    return MailServer(
        host=parts.hostname,
        port=port,
        security="tls" if parts.scheme == "smtps" else plain,
        sender=Sender(address=sender, name=name),
        login=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class SmtpPost:
    """A `Post`. One connection a letter."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def deliver(self, letter: Letter) -> tuple[Delivery, str]:
        return await asyncio.to_thread(self._deliver, letter)

    def _deliver(self, letter: Letter) -> tuple[Delivery, str]:
        """A server's 5xx to the letter itself is its last word; all else may be other tomorrow."""
        try:
            message = message_of(letter, self._server.sender)
        except ValueError as error:
            return "never", str(error)
        try:
            with self._connection() as client:
                client.send_message(message, self._server.sender.address, [letter.to])
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            return _judged(code, said)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            return _judged(refused.smtp_code, refused.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            return "later", repr(error)
        return "sent", ""

    def _connection(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if server.security == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE_S, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
        with ExitStack() as if_it_fails:
            if_it_fails.callback(client.close)
            if server.security == "starttls":
                client.starttls(context=context)
            if server.login:
                client.login(server.login, server.password)
            if_it_fails.pop_all()
        return client


def _judged(code: int, said: bytes | str) -> tuple[Delivery, str]:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return ("never" if code >= 500 else "later"), f"{code} {text}"
