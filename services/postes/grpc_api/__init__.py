"""Translates, authorises and calls one use case."""
