"""Committee reports as a form: what is asked, the report as it will be, what is missing."""
