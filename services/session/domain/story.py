"""The events of one decision as they come, each applied at once so that the next is decided on the truth."""

from services.session.domain.amphi import Amphi
from services.session.domain.apply import apply
from services.session.domain.events import Event
from services.session.domain.moment import Moment


class Story:
    """`amphi` is always the state after `events`."""

    def __init__(self, amphi: Amphi, moment: Moment) -> None:
        self.amphi = amphi
        self.moment = moment
        self.events: list[Event] = []

    def add(self, event: Event) -> None:
        """Lets this happen."""
        self.events.append(event)
        self.amphi = apply(self.amphi, event)
