"""Tests of `chassis.imports`."""
