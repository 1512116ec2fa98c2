"""Writing down what staff did, in the transaction that does it (ADM-2)."""

from collections.abc import Mapping

from chassis.callers import User
from services.identity.domain.audit import StaffAction
from services.identity.domain.droits import by_staff
from services.identity.domain.ports import Work
from services.identity.domain.roles import Role
from services.identity.use_cases.tools import Tools


def decided_by(actor: User) -> str:
    """The same person as an amphi's record names one: by the highest role, and an opaque id (ENG-8)."""
    return by_staff(max(map(Role, actor.roles), key=list(Role).index), actor.id)


def record(
    tools: Tools,
    work: Work,
    actor: User,
    action: str,
    target: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Who, when, from where (its session knows), what, before and after."""
    work.audit.add(
        StaffAction(
            at=tools.clock.now(),
            actor_id=actor.id,
            role=",".join(sorted(actor.roles)),
            session_id=actor.session_id,
            action=action,
            target=target,
            before=before or {},
            after=after or {},
        )
    )
