"""What boards are told when the catalogue changes: unpublished posts are nobody's news (decision 10)."""

from collections import defaultdict
from collections.abc import Iterable

from services.postes.domain.catalogue import Fiche
from services.postes.domain.changement import Changement, Modifie, Retire

Changed = tuple[Fiche | None, Fiche | None]
"""A post before and after; None: not there."""


def news_of(changed: Iterable[Changed], shown_anew: Iterable[Fiche] = ()) -> dict[str, list[Changement]]:
    """What to tell of each offer: posts that leave it, then those that came or changed, by number.

    `shown_anew`: published posts that changed although their sheets did not, since their ward did.
    """
    left: dict[str, set[int]] = defaultdict(set)
    came: dict[str, set[int]] = defaultdict(set)
    for fiche in shown_anew:
        came[fiche.offer_id].add(fiche.numero)
    for one in changed:
        before, after = map(_published, one)
        if before and (after is None or after.offer_id != before.offer_id):
            left[before.offer_id].add(before.numero)
        if after and after != before:
            came[after.offer_id].add(after.numero)
    return {
        name: [*map(Retire, sorted(left[name])), *map(Modifie, sorted(came[name]))]
        for name in sorted(left.keys() | came.keys())
    }


def _published(fiche: Fiche | None) -> Fiche | None:
    return fiche if fiche and fiche.publie else None
