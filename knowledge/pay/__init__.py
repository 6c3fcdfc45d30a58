"""Pay: bands and their rows, what moves them, what may be posted, and the arithmetic of an offer."""
