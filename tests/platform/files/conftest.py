"""The two places where bytes may lie: every test of keeping them runs on both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

BUCKET = "hengji-files"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A real HTTP server that speaks S3, on a free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def _s3_options(url: str) -> dict[str, Any]:
    return {
        "bucket_name": BUCKET,
        "endpoint_url": url,
        "region_name": "us-east-1",
        "access_key": "test",
        "secret_key": "test",
        "default_acl": None,
        "file_overwrite": True,
    }


@pytest.fixture(params=["local", "s3"])
def place_of_bytes(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path
) -> Iterator["KeptBytes"]:
    """The local disk, and the S3 server by the setting that a site uses."""
    settings.FILES_ROOT, settings.FILES_CACHE = tmp_path / "files", tmp_path / "cache"
    if request.param == "local":
        yield LocalBytes(tmp_path / "files")
        return
    url = request.getfixturevalue("s3_server")
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket=BUCKET)
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    settings.STORAGES = settings.STORAGES | {
        "files": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3_options(url)}
    }
    storages.__dict__.pop("backends", None)
    yield S3Bytes(client, tmp_path / "cache")


class KeptBytes:
    """Reaches behind the store's back, as a failing disk or a hand does."""

    def names(self) -> set[str]:
        raise NotImplementedError

    def spoil(self, sha256: str) -> None:
        raise NotImplementedError

    def lose(self, sha256: str) -> None:
        raise NotImplementedError


class LocalBytes(KeptBytes):
    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def names(self) -> set[str]:
        return {path.name for path in self.root.rglob("*") if path.is_file()}

    def spoil(self, sha256: str) -> None:
        path = self._path(sha256)
        path.write_bytes(b"?" * path.stat().st_size)

    def lose(self, sha256: str) -> None:
        self._path(sha256).unlink()


class S3Bytes(KeptBytes):
    def __init__(self, client: Any, cache: Path) -> None:
        self.client = client
        self.cache = cache

    def _forget(self, sha256: str) -> None:
        (self.cache / sha256).unlink(missing_ok=True)

    def names(self) -> set[str]:
        found = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())
        return {one["Key"].partition("/")[2] for one in found}

    def spoil(self, sha256: str) -> None:
        key = f"{sha256[:2]}/{sha256}"
        size = self.client.head_object(Bucket=BUCKET, Key=key)["ContentLength"]
        self.client.put_object(Bucket=BUCKET, Key=key, Body=b"?" * size)
        self._forget(sha256)

    def lose(self, sha256: str) -> None:
        self.client.delete_object(Bucket=BUCKET, Key=f"{sha256[:2]}/{sha256}")
        self._forget(sha256)
