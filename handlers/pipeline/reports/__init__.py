"""`report`: what a search, a team or a person came to, beside the figures of the guides."""
