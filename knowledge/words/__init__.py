"""The words that people type: spelling, phrases and what they mean, and what a message asks apart from what it tells."""
