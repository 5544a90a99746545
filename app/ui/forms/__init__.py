"""The pages on which a part is edited, composed from its kind's declaration. Imports models and Qt only."""
