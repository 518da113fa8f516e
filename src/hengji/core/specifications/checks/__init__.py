"""Named checks over a specification; importing this package registers them all."""

from hengji.core.specifications.checks import definitions, names, requirements, sections, tasks
from hengji.core.specifications.checks.registry import CHECKS, Check

__all__ = ["CHECKS", "Check", "definitions", "names", "requirements", "sections", "tasks"]
