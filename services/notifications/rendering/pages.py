"""Fills the Jinja2 templates of mails and PDFs; whatever comes from people is escaped.

Templates get their French spaces as pages do; addresses and other facts that are filled in stay as they are.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chassis.web.formats import semestre, type_choix
from chassis.web.typography import FrenchSpaces
from services.notifications.rendering import french


def environment() -> Environment:
    """Templates by name; an unknown variable is an error, never a blank."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[FrenchSpaces],
    )
    made.filters |= {
        "long_date": french.long_date,
        "instant": french.instant,
        "semester": semestre,
        "type_choix": type_choix,
        "proved": french.proved,
    }
    return made
