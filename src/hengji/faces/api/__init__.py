"""What other systems read: JSON under /api/v1/, described by its own openapi.json."""
