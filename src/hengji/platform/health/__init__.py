"""Whether this installation is well, told by checks, figures and log lines that packages add to."""
