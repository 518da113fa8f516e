"""Write workbooks: a template to fill in, a plain table, the user's own with more columns."""

from hengji.core.documents.appending import append_columns
from hengji.core.documents.cells import Value
from hengji.core.documents.rowwriter import write_rows
from hengji.core.documents.template import TemplateColumn, write_template

__all__ = ["TemplateColumn", "Value", "append_columns", "write_rows", "write_template"]
