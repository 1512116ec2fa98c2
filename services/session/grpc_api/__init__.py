"""Translates and authorises; each RPC calls one use case."""
