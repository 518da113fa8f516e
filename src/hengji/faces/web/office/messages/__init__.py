"""消息：an account's own messages, and how it wants to be reached."""
