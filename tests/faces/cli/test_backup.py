"""hengji restore --check: what an administrator reads of a backup."""

from pathlib import Path

from click.testing import CliRunner

from hengji.faces.cli.backup import restore
from hengji.platform.backup.archive import DUMP, MANIFEST, ArchiveWriter
from hengji.platform.backup.manifest import Fingerprint, Manifest


def test_check_tells_the_moment_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    path = tmp_path / "b"
    archive = ArchiveWriter(path, 0)
    archive.add_bytes(DUMP, b"d")
    made = Manifest(
        made_at="2026-01-05T18:00:00.954566+00:00",
        program="1.0",
        server=180006,
        migrations=(),
        tables={"public.t": Fingerprint(3, "99")},
        members=dict(archive.members),
        lost=(),
        damaged=(),
    )
    archive.add_bytes(MANIFEST, made.to_bytes())
    archive.close()
    result = CliRunner().invoke(restore, ["--check", str(path)])
    assert result.exit_code == 0
    assert "备份完好：2026-01-06 02:00:00，1 张表，1 项" in result.output
