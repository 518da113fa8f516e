"""What every domain stands on: people's accounts, jurisdictions, audit, jobs, files, database."""
