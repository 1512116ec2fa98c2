"""SMTP: one connection kept between mails, opened anew when it broke (NOT-2)."""

import smtplib
from email.utils import parseaddr
from ssl import create_default_context

from services.notifications.domain.ports import NotNow, Refused

SERVER_ERROR = 500


class SmtpPostman:
    """Delivers to one mail server. Not shared between threads."""

    def __init__(
        self, host: str, port: int, sender: str, *, starttls: bool, user: str, password: str
    ) -> None:
        self._host = host
        self._port = port
        self._sender = parseaddr(sender)[1]
        self._starttls = starttls
        self._login = (user, password)
        self._server: smtplib.SMTP | None = None

    def deliver(self, recipient: str, content: bytes) -> None:
        """Hands the bytes over; Refused on 5xx, NotNow on anything that may pass."""
        try:
            self._connected().sendmail(self._sender, [recipient], content)
        except smtplib.SMTPRecipientsRefused as refused:
            code, reason = next(iter(refused.recipients.values()))
            raise self._verdict(code, reason) from refused
        except smtplib.SMTPResponseException as refused:
            raise self._verdict(refused.smtp_code, refused.smtp_error) from refused
        except (smtplib.SMTPException, OSError) as broken:
            self.close()
            raise NotNow(f"{type(broken).__name__}: {broken}") from broken

    def close(self) -> None:
        """Forgets the connection."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connected(self) -> smtplib.SMTP:
        if self._server is not None and self._alive(self._server):
            return self._server
        self.close()
        server = smtplib.SMTP(self._host, self._port, timeout=20)
        if self._starttls:
            server.starttls(context=create_default_context())
        if self._login[0]:
            server.login(*self._login)
        self._server = server
        return server

    @staticmethod
    def _alive(server: smtplib.SMTP) -> bool:
        try:
            return server.noop()[0] < SERVER_ERROR
        except (smtplib.SMTPException, OSError):
            return False

    def _verdict(self, code: int, reason: bytes | str) -> Refused | NotNow:
        self.close()
        text = f"{code} {reason.decode(errors='replace') if isinstance(reason, bytes) else reason}"
        return Refused(text) if code >= SERVER_ERROR else NotNow(text)
