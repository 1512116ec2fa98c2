"""Amphis: list, call list, sessions, order of passage, live page (AMP-*, AMV-*, TRN-*)."""
