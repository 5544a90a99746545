"""Risks, roadmap and costs as pictures beside their tables."""
