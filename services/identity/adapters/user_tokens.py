"""Users' tokens and the keys that sign them (decision 13)."""

from datetime import datetime
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chassis import user_tokens
from chassis.callers import User
from chassis.encryption import FernetCipher
from services.identity.domain.signing_keys import SigningKey


class UserTokens:
    """Signs in the chassis's form, with keys that are encrypted wherever they rest."""

    def __init__(self, cipher: FernetCipher) -> None:
        self._cipher = cipher

    def new_key(self, now: datetime) -> SigningKey:
        """A new key pair."""
        key = Ed25519PrivateKey.generate()
        private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return SigningKey(uuid4().hex, self._cipher.encrypt(private), public.decode(), now)

    def sign(self, user: User, key: SigningKey, now: datetime) -> str:
        """The token that says that this user is logged in."""
        private = Ed25519PrivateKey.from_private_bytes(self._cipher.decrypt(key.private))
        return user_tokens.sign_user_token(user, user_tokens.SigningKey(key.id, private), now)
