"""补贴试算: anybody tries out one claim, and is told every clause that decides it."""
