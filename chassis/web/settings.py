"""Settings of a web service that the pages need, whichever service it is."""

from dataclasses import dataclass

from marshmallow.validate import Length, Range, Regexp

from chassis.config import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Cookies, the outside address and the way to the client's own address."""

    cookie_key: str = setting(
        "DCI_COOKIE_KEY",
        "secret that signs cookies and forms; at least 32 characters, the same on every pod",
        validate=Length(min=32, error="au moins 32 caractères"),
    )
    public_url: str = setting(
        "DCI_PUBLIC_URL",
        "address under which people reach the pages; cookies are Secure where it starts with https",
        validate=Regexp(r"^https?://[^/\s]+$", error="une adresse comme https://choix.example.fr"),
    )
    trusted_proxies: int = setting(
        "DCI_TRUSTED_PROXIES",
        "how many proxies in front may be believed about the client's address (X-Forwarded-For)",
        default=0,
        validate=Range(min=0, max=5),
    )

    @property
    def secure(self) -> bool:
        """Tell whether people come over TLS, so that cookies are Secure and HSTS is sent."""
        return self.public_url.startswith("https://")
