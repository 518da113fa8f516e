"""Writing specifications in the office: the editor, comments, comparison, files out and in."""
