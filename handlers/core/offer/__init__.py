"""An offer's terms, what they come to, and how that is said."""
