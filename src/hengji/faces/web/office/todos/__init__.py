"""待办: what waits for the officer, the group's, and what is late."""
