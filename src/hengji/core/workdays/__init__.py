"""Working days: which days offices work, and periods counted in them. The calendar is data."""
