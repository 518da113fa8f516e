"""The 考核规范 as a value: what it says, what the 技术规程 asks of it, how two differ."""
