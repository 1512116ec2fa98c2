"""What to say of a change of rights: it counts already, or as soon as the amphi answers (decision 6)."""


def effect(*, effective: bool) -> str:
    """The words for what session answered, or didn't yet."""
    return (
        "C’est pris en compte." if effective else "C’est enregistré, et prend effet dès que l’amphi répond."
    )
