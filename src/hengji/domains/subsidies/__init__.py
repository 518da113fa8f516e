"""Subsidies: claims adjudicated under a published notice, one by one and by the workbook."""
