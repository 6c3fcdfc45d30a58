"""What may follow what, and what is due when: pure functions of what happened and the rules."""
