"""Sending a stored file: always under its own name, never as a page of this site."""

from pathlib import Path

from django.http import FileResponse

from hengji.platform.files.models import FileRecord

# Should a browser show it in spite of all, it has no scripts, no forms and no origin.
SANDBOX = "sandbox; default-src 'none'"


def file_answer(record: FileRecord, path: Path, name: str = "") -> FileResponse:
    """The bytes as a download, under ``name`` where that says more than the name it came with."""
    return _sealed(
        FileResponse(
            path.open("rb"),
            as_attachment=True,
            filename=name or record.original_name,
            content_type=record.content_type,
        )
    )


def picture_answer(path: Path) -> FileResponse:
    """A picture that this site has drawn, to be shown in a page."""
    return _sealed(FileResponse(path.open("rb"), content_type="image/png"))


def _sealed(answer: FileResponse) -> FileResponse:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
