"""统计: the figures of a place."""
