"""A reminder from its deadline to its last line: who hears it when, what it says and carries, what became of it, and why."""
