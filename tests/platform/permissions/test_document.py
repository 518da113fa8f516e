"""The documented table is the program's."""

import subprocess
import sys
from pathlib import Path

from hengji.platform.roles import all_permissions, all_roles


def test_documented_table_is_the_program_s(tmp_path: Path) -> None:
    # In a process of its own: other tests declare permissions that no site has.
    fresh = tmp_path / "permissions.md"
    code = "from hengji.faces.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", code, "docs", "permissions", "--out", fresh], check=True)
    kept = Path("docs/reference/permissions.md").read_text(encoding="utf-8")
    assert fresh.read_text(encoding="utf-8") == kept, "run: hengji docs permissions"


def test_every_permission_is_somebody_s_and_every_role_excludes_known_ones() -> None:
    held = frozenset().union(*(role.permissions for role in all_roles()))
    unheld = {one.code for one in all_permissions() if not one.code.startswith("test")}
    assert unheld <= {one.code for one in held}
    codes = {role.code for role in all_roles()}
    assert all(role.excludes <= codes for role in all_roles())
