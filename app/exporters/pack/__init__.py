"""Several PDF files put together as one pack, with their structure, links and outlines."""
