"""Inscription, log-in and the intern's own information (INS-*, CNX-1, PRO-2)."""
