"""公示 for the staff: the list, the editor with its preview, review, publication, objections."""
