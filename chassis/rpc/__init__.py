"""Calls between services: who may call what, how errors travel, deadlines, request ids."""
