"""Deadlines: how soon each step of a search is due, which clocks the digests speak of, and public holidays."""
