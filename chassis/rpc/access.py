"""Who may call an RPC, as a value: each service keeps one table, full method name → Access (SEC-5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from chassis.callers import Caller, UserKind

FRONTS: Final = frozenset({"gateway", "admin"})
ROLES: Final = ("consultation", "gestionnaire", "administrateur")
"""Of ARS's staff, each including those before it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    services: frozenset[str]
    user: UserKind | None = None
    roles: frozenset[str] = field(default=frozenset())
    rehearsals: bool = False

    def allows(self, caller: Caller) -> bool:
        if caller.service not in self.services:
            return False
        if self.user is None:
            return True
        if caller.user is None or caller.user.kind != self.user:
            return False
        if caller.user.rehearsal and not self.rehearsals:
            return False
        return not self.roles or not self.roles.isdisjoint(caller.user.roles)


@dataclass(frozen=True, slots=True)
class Access:
    """One or several ways to be allowed; join them with `|`."""

    rules: frozenset[_Rule]

    def allows(self, caller: Caller) -> bool:
        """Tell whether this caller may call."""
        return any(rule.allows(caller) for rule in self.rules)

    def in_rehearsals(self) -> "Access":
        """Allow tokens of « amphis blancs » too, which open nothing else (SIM-1); the callee checks which."""
        return Access(frozenset(replace(rule, rehearsals=True) for rule in self.rules))

    def __or__(self, other: "Access") -> "Access":
        return Access(self.rules | other.rules)


AccessTable = Mapping[str, Access]
"""`"/dci.session.v1.PassageService/Choose"` → who may."""


def anybody() -> Access:
    """Allow the gateway and admin, whoever the user is and even without one: what the public may see."""
    return Access(frozenset({_Rule(FRONTS)}))


def interne() -> Access:
    """Allow the gateway and admin for a logged-in interne."""
    return Access(frozenset({_Rule(FRONTS, "interne")}))


def who_chooses() -> Access:
    """Allow the gateway and admin for a logged-in interne, or the mandataire of one (PRC-5)."""
    return interne() | Access(frozenset({_Rule(FRONTS, "mandataire")}))


def staff(role: str) -> Access:
    """Allow the gateway and admin for a logged-in member of staff who has this role or a higher one."""
    if role not in ROLES:
        raise ValueError(f"no role of staff is called {role!r}")
    return Access(frozenset({_Rule(FRONTS, "staff", frozenset(ROLES[ROLES.index(role) :]))}))


def by_service(*names: str) -> Access:
    """Allow these services under their own name, with or without a user."""
    return Access(frozenset({_Rule(frozenset(names))}))
