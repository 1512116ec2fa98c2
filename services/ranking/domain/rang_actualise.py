"""Rang actualisé: the local place scaled to the promotion théorique, as an exact fraction (RNG-5)."""

from fractions import Fraction

from services.ranking.domain.interne import PlaceLocale


def rang_actualise(place: PlaceLocale, effectif_promo_theorique: int) -> Fraction:
    """Rang local ÷ effectif promo local × effectif promo théorique, exactly."""
    return Fraction(place.rang, place.effectif) * effectif_promo_theorique


def show_cut(rang: Fraction) -> str:
    """Two decimals, cut and not rounded, with a point: 466/614×10 is « 7.58 »."""
    hundredths = rang.numerator * 100 // rang.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"
