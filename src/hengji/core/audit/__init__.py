"""The audit chain without the system: what a link's hash covers, and how an export is verified."""
