"""Documents to files, one module per format; knows nothing of strategies. No Qt, no database."""
