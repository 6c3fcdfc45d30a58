"""What names people and has to go: who is erased, when, and what was said that is edited then."""
