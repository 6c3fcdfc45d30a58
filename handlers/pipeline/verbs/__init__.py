"""One file a verb, or a family of verbs, that changes or shows state."""
