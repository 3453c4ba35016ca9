"""Filled below."""
CASES = []
