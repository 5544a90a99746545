"""The route of a strategy through its committees, as a page: stages, outcomes, conditions, the seal."""
