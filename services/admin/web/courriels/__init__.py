"""Mails that failed."""
