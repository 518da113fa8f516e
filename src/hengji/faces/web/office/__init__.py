"""The office: pages for staff."""
