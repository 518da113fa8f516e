"""``hengji``: everything that is done from a terminal."""

import sys
from importlib import import_module

import click

from hengji.core.documents.errors import DocumentError
from hengji.core.packs.errors import PackError

UNREADABLE = 2
"""The exit status for a file or a pack that cannot be used."""


# Read when it is asked for: a start of the site need not know how a catalogue is imported.
COMMANDS = {
    "account": "account",
    "adjudicate": "adjudicate",
    "audit": "audit",
    "backup": "backup",
    "catalogue": "catalogue",
    "docs": "docs",
    "doctor": "doctor",
    "manage": "database",
    "packs": "packs",
    "prepare": "serve",
    "restore": "backup",
    "retention": "retention",
    "run": "run",
    "serve": "serve",
    "specification": "specification",
    "worker": "serve",
}
"""Each command and the module of this folder that has it."""


class Commands(click.Group):
    """The commands of the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(
            import_module(f"hengji.faces.cli.{COMMANDS[cmd_name]}"), cmd_name
        )
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hengji", message="衡技 %(version)s")
def cli() -> None:
    """衡技：技能考核规范、考试、证书、培训与补贴，每个决定都指出依据的条款。"""


def main() -> None:
    """Run the command; what a user can mend is said in a line, without a traceback."""
    try:
        # What a command exits with comes back as a value: it must not end as 0.
        if status := cli(standalone_mode=False):
            sys.exit(status)
    except click.exceptions.Abort:
        click.echo("已中止", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (DocumentError, PackError) as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(UNREADABLE)
    except OSError as error:
        click.echo(f"错误：{error.strerror or error}：{error.filename or ''}", err=True)
        sys.exit(UNREADABLE)


if __name__ == "__main__":
    main()
