"""待办: what waits for somebody, raised and settled by the states of records.

A state table declares which states are a todo (`Todos`); entering raises it and leaving settles it
in the same transaction. People claim, release and hand on; what is overdue goes up a level.
"""
