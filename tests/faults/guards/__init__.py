"""Schedules that show, for each guard, that the checker finds the damage where the guard is out (TST-6)."""
