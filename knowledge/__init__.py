"""What mlhire knows: facts with their sources, the words people use for them, and pure look-ups over both."""
