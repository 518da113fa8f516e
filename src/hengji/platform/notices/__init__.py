"""公示: what is put before the public, for a period in working days, with objections."""
