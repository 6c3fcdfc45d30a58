"""What people type, as values: amounts, days, times, deeds, references. One grammar for each."""
