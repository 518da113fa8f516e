"""What deploy/ says agrees with the program: neither Docker nor systemd is at hand to try it."""

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from django.conf import settings

from hengji.faces.cli.main import cli
from hengji.faces.cli.serve import ANSWERING, GRACE
from hengji.faces.web.health import ProbeMiddleware

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
HOWTOS = [(ROOT / "docs/howto" / name).read_text(encoding="utf-8") for name in (
    "deploy.md", "upgrade-without-downtime.md", "backup-and-restore.md", "monitor.md",
)]  # fmt: skip
VARIABLE = re.compile(r"\b(HENGJI_[A-Z0-9_]+|DATABASE_URL)\b")
FOR_TESTS = {"HENGJI_CHROMIUM", "HENGJI_SCREENSHOTS", "HENGJI_SOURCES"}


def _text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def _parses(argv: list[str]) -> None:
    """Raise where `hengji` has no such command, option or argument."""
    context = click.Context(cli)
    _, command, rest = cli.resolve_command(context, argv)
    assert command is not None
    while isinstance(command, click.Group):
        _, command, rest = command.resolve_command(context, rest)
        assert command is not None
    command.make_parser(context).parse_args(args=rest)


def _image_command() -> list[str]:
    last = _text("Dockerfile").splitlines()[-1]
    assert last.startswith("CMD [")
    found: list[str] = yaml.safe_load(last.removeprefix("CMD "))
    return found


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in {"database", "proxy"}])
def test_container_runs_a_command_that_there_is(name: str) -> None:
    program, *argv = SERVICES[name].get("command") or _image_command()
    assert program == "hengji"
    _parses(argv)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_unit_runs_a_command_that_there_is(unit: Path) -> None:
    lines = dict(line.split("=", 1) for line in unit.read_text("utf-8").splitlines() if "=" in line)
    program, *argv = shlex.split(lines["ExecStart"])
    assert program == "/opt/hengji/.venv/bin/hengji"
    assert lines["EnvironmentFile"] == "/etc/hengji/hengji.env"
    _parses([word.replace("%i", "8001") for word in argv])


@pytest.mark.parametrize(("part", "longest"), [("web", ANSWERING), ("worker", GRACE)])
def test_service_manager_waits_longer_than_the_program_takes_to_end(
    part: str, longest: float
) -> None:
    waits = re.search(r"TimeoutStopSec=(\d+)", _text(f"systemd/hengji-{part}@.service"))
    assert waits is not None
    assert int(waits[1]) > longest
    assert int(SERVICES[part]["stop_grace_period"].removesuffix("s")) > longest


def test_commands_and_units_that_the_pages_name_are_there() -> None:
    units = {path.name for path in (DEPLOY / "systemd").iterdir()}
    for page in HOWTOS:
        for line in re.findall(r"`(hengji [^`]+)`", page):
            _parses(shlex.split(line)[1:])
        for name in re.findall(r"\bhengji-(?:web|worker|prepare|backup)(?:@|\.timer)?", page):
            assert name in units or f"{name}.service" in units, name
        for path in re.findall(r"\bdeploy/[\w./-]+", page):
            written_there = {"deploy/hengji.env", "deploy/proxy.env", "deploy/database-password"}
            assert path in written_there or (ROOT / path).exists(), path


def test_every_variable_is_described_and_every_description_is_read() -> None:
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'"(HENGJI_[A-Z0-9_]+|DATABASE_URL)"', path.read_text("utf-8"))
    }
    described = set(VARIABLE.findall((ROOT / "docs/reference/settings.md").read_text("utf-8")))
    assert described == read | FOR_TESTS
    for name in ("hengji.env.example", "hengji", "Dockerfile", "systemd/hengji-web@.service"):
        assert set(VARIABLE.findall(_text(name))) <= read, name
    assert set(VARIABLE.findall(_text("compose.yaml"))) <= {"HENGJI_VERSION"}


def test_container_finds_its_files_volumes_secrets_and_neighbours() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source, target, *_ = volume.split(":")
            assert target.startswith("/"), name
            there = (DEPLOY / source).is_file() if source.startswith(".") else False
            assert there or source in COMPOSE["volumes"], volume
        assert set(service.get("depends_on", [])) <= set(SERVICES), name
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        if "env_file" in service:
            assert f"/deploy/{service['env_file']}" in ignored, "a password would be committed"
    build = SERVICES["web"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    wanted = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().split("\n")}
    for copied in re.findall(r"^COPY (?!--)(.+) \S+$", _text("Dockerfile"), re.MULTILINE):
        assert {path.split("/")[0] for path in copied.split()} <= wanted


def test_health_check_asks_where_the_program_answers() -> None:
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", SERVICES["web"]["healthcheck"]["test"][3])
    assert asked is not None
    assert asked[2] in ProbeMiddleware.PROBES
    assert f"EXPOSE {asked[1]}" in _text("Dockerfile")
    assert f"dynamic a web {asked[1]} " in _text("proxy/Caddyfile")


def test_proxies_refuse_above_what_the_program_takes_and_not_below() -> None:
    # Caddy's "64MB" are 64 000 000 bytes: a file between the two was lost without a word.
    assert settings.MAX_UPLOAD_BYTES == 64 * 2**20
    caddy = _text("proxy/Caddyfile")
    assert f"int({{header.Content-Length}}) > {settings.MAX_UPLOAD_BYTES}`" in caddy
    assert "max_size 64MiB" in caddy
    assert "client_max_body_size 64m;" in _text("proxy/nginx.conf")


def test_proxies_hide_what_is_for_the_inside_and_name_the_caller_themselves() -> None:
    caddy, nginx = _text("proxy/Caddyfile"), _text("proxy/nginx.conf")
    assert "@inside path /metrics /readyz" in caddy
    assert "trusted_proxies" not in re.sub(r"#.*", "", caddy)
    for path in ("/metrics", "/readyz"):
        assert re.search(rf"location = {path} +{{ return 404; }}", nginx)
    assert re.search(r"X-Forwarded-For +\$remote_addr;", nginx)
