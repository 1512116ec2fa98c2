"""Semesters."""
