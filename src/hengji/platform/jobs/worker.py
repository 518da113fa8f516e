"""The worker process: takes jobs from the database until it is told to stop."""

import os
import sys


def main() -> None:
    """Run procrastinate's worker inside Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "procrastinate", "worker"])


if __name__ == "__main__":
    main()
