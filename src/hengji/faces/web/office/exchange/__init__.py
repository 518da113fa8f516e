"""导入导出: any list out by its filters, any list in by a sheet."""
