"""What the embedded server writes into its log, and how long that may grow.

A statement that fails carries what it was given: names, addresses, password hashes. The program's
own log tells the error with the request's number; the server's tells that there was one.
"""

import os
import shutil
from pathlib import Path

LOG_OPTIONS = {
    "log_min_messages": "warning",
    "log_error_verbosity": "terse",  # no DETAIL: it names the key, or the whole row
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",  # the program logs slow queries, by their shape
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "lc_messages": "C",
}
MOST_BYTES = 16 * 1024**2


def turn_log(path: Path) -> None:
    """Set a log that has grown too long aside as ``.1``, in the place of the one before.

    The server holds the file open to append to it, so it is copied and emptied, not moved.
    """
    if path.exists() and path.stat().st_size > MOST_BYTES:
        shutil.copy(path, path.with_name(f"{path.name}.1"))
        os.truncate(path, 0)
