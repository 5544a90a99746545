"""The two pages that stand before a strategy's own parts: document control and version control. No rules here."""
