"""Names as a viewer may see them: full for a connected intern, first name + initial for others (PUB-3)."""

from typing import Final

from chassis.live.board import Section
from chassis.web.formats import public_identity

_KEPT: Final = 200


class PublicNames:
    """Projects what lies aside of amphis' boards, once per roster."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Section, Section]] = {}

    def public(self, aside: Section) -> Section:
        """First names and initials."""
        made = self._made.get(id(aside))
        if made is None or made[0] is not aside:
            if len(self._made) > _KEPT:
                self._made.clear()
            names = {rang: public_identity(name) for rang, name in aside.get("noms", {}).items()}
            made = self._made[id(aside)] = (aside, {"names": names})
        return made[1]


def full(aside: Section) -> Section:
    """Full names."""
    return {"names": aside.get("noms", {})}
