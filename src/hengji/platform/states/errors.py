"""How a state table says no."""

from hengji.platform.errors import ConflictError


class TransitionRefusedError(ConflictError):
    """The way is closed; the message says why, ``field`` what has to be filled in.

    Codes: STATE_WRONG (the record is elsewhere by now), SAME_PERSON (a two-person rule, or a
    recusal),
    FIELD_MISSING, GUARD_CLOSED.
    """
