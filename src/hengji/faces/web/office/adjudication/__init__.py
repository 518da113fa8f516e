"""补贴核定: officers hand in a sheet of claims and get every decision with its clause."""
