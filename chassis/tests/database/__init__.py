"""Tests of `chassis.database`."""
