"""What is read of specifications, never more than the actor may see."""
