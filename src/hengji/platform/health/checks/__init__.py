"""The checks of the installation that belong to no one package."""
