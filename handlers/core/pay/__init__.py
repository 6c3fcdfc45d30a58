"""A band as every verb shows it: whose pay is asked for, its figures as rows, and the sentences that stand beside them."""
