"""Interviews: the published loops and the recommended one, their lengths, kits and questions."""
