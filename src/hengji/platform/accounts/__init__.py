"""People who sign in: accounts, roles, and the brake on guessing passwords."""
