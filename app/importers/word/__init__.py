"""Word files to a `Source`, by an own walk over the XML: python-docx drops inserted text. No Qt, no database."""
