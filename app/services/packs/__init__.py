"""Agenda packs: read from TOML, made from their papers, checked for what is exempt."""
