"""From what was typed to a verb and its arguments: names, cues, markers, and what is asked back."""
