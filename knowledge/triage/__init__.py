"""Triage: which lane the work that a text describes is, and what was learnt of such texts."""
