"""考核规范: the list, a proposal, and one record with its procedure."""
