"""审计日志: who did what, when and why; one row with its place in the chain; taking rows out."""
