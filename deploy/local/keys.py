"""Keys of a local run, made at its first start and kept for the next ones; nobody else may read them."""

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

OWNER_ONLY = 0o600


class Keys:
    """The folder of keys; `participants`: where admin leaves those of amphis blancs to the simulation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.public = folder / "services"
        self.public.mkdir(parents=True, exist_ok=True)
        self.participants = folder / "amphis-blancs"
        self.participants.mkdir(exist_ok=True)
        folder.chmod(0o700)

    def make(self, services: Iterable[str]) -> None:
        """A pair for each, all before any of them starts: callees know every caller."""
        for service in services:
            self.private_of(service)

    def private_of(self, service: str) -> Path:
        """The file with the key that signs a service's tokens; its public half lies where callees read it."""
        file = self._folder / f"{service}.pem"
        public = self.public / f"{service}.pub.pem"
        if not (file.exists() and public.exists()):
            key = Ed25519PrivateKey.generate()
            write_secret(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
            public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        return file

    def symmetric(self, name: str) -> str:
        """32 bytes in URL-safe base64 (what Fernet takes), the same at every start."""
        return self._kept(name, base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())

    def password(self, name: str) -> str:
        """A password that stands in an address as it is, the same at every start."""
        return self._kept(name, secrets.token_hex(16))

    def _kept(self, name: str, fresh: str) -> str:
        file = self._folder / f"{name}.secret"
        if not file.exists():
            write_secret(file, fresh)
        return file.read_text()


def write_secret(file: Path, text: str) -> None:
    """A file that only its owner reads, from its first byte on."""
    file.unlink(missing_ok=True)
    file.touch(mode=OWNER_ONLY, exist_ok=False)
    file.write_text(text)
