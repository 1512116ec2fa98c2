"""The mailbox: every mail that DCI sends lands here and can be read in a browser (maildev)."""

import signal
import urllib.error
import urllib.request
from pathlib import Path

from deploy.local.parts import die_with_parent
from deploy.local.paths import MAILBOX

MAILDEV = MAILBOX / "node_modules" / "maildev" / "bin" / "maildev"


class Mailbox:
    """One SMTP server and its pages, with its mails in one folder."""

    name = "mailbox"
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, smtp_port: int, web_port: int) -> None:
        self._folder = folder
        self.smtp_port = smtp_port
        self.web_port = web_port

    def prepare(self) -> None:
        """Makes the folder of mails, where the next run finds them again."""
        self._folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> list[str]:
        """Serves on 127.0.0.1 only."""
        options = {
            "--ip": "127.0.0.1",
            "--smtp": str(self.smtp_port),
            "--web": str(self.web_port),
            "--mail-directory": str(self._folder),
        }
        return die_with_parent(
            ["node", str(MAILDEV), "--silent", *(part for pair in options.items() for part in pair)]
        )

    def is_ready(self) -> bool:
        """Whether its pages answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1):  # noqa: S310  # our own address
                return True
        except (urllib.error.URLError, OSError):
            return False

    @property
    def url(self) -> str:
        """Where to read mails; JSON for tests at /email."""
        return f"http://127.0.0.1:{self.web_port}"
