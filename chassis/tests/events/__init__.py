"""Tests of `chassis.events`."""
