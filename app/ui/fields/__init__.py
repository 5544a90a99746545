"""The controls in which fields are edited, one for each type that a kind may declare. Imports models and Qt only."""
