"""Look-ups over one topic of the facts each."""
