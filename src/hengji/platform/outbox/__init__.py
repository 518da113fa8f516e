"""Events: told in the writer's transaction, received later, each exactly once."""
