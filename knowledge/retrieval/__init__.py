"""Retrieval: the facts that answer a free question, or that none does."""
