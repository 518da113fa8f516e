"""Bounds on a process of our own that opens files from outside."""

import resource


def limit_process(seconds: int, size: int) -> None:
    """Bound this process' CPU time and its address space in bytes; beyond, the system ends it."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, size)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    try:
        resource.setrlimit(
            what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
    except (ValueError, OSError):
        return  # macOS knows no limit of address space; the CPU's holds there too
