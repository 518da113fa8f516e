"""公示 for everyone: current and past notices, objections, and their answers."""
