"""What people type, as what they mean: people, reqs, reminders, moments, channels, amounts, pasted lines."""
