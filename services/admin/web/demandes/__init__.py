"""Requests for a type de choix (ADM-11)."""
