"""What goes on from what was said before: of the last question, of a thread, of whoever was spoken of."""
