"""State tables: which states a record has, the ways between them, and who may go each of them.

A package declares its table once (`StateTable`, `register`). From that one declaration come the
check in the service (`transition_apply`), the trigger in the database (`state_guard` in a
migration), the buttons and the drawing on the page, and the documentation.
"""
