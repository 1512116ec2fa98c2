"""Where somebody wanted to go before a log-in: a path of ours, as browsers read it, or nowhere (SEC-3)."""

from urllib.parse import urlsplit


def own_path(wanted: str) -> str | None:
    """Return it where it leads to one of our own pages.

    Browsers leave out tabs and ends of lines and take a backslash for a slash: none of these is ours.
    """
    parts = urlsplit(wanted)
    odd = "\\" in wanted or any(sign <= " " or sign == "\x7f" for sign in wanted)
    if odd or parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    return wanted
