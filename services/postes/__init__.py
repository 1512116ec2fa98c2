"""Wards, posts, offers, places taken, favourites and the codes of attestations."""
