"""Messages to accounts: always on the site, and by mail and SMS where the account wants them."""
