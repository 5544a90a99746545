"""Which parts of the strategy answer one another, as a matrix with its gaps."""
