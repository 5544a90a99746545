"""What a strategy is: values and rules. Imports no Qt, no database and no files."""
