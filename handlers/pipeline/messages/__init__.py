"""What the bot says by itself: cards, nudges, questions after a round, and a person's own page."""
