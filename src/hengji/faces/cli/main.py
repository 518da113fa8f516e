"""``hengji``: everything that is done from a terminal."""

import sys

import click

from hengji.core.documents.errors import DocumentError
from hengji.core.packs.errors import PackError
from hengji.faces.cli.account import account
from hengji.faces.cli.adjudicate import adjudicate
from hengji.faces.cli.audit import audit
from hengji.faces.cli.backup import backup, restore
from hengji.faces.cli.catalogue import catalogue
from hengji.faces.cli.database import manage
from hengji.faces.cli.docs import docs
from hengji.faces.cli.doctor import doctor
from hengji.faces.cli.packs import packs
from hengji.faces.cli.run import run
from hengji.faces.cli.serve import prepare, serve, worker

UNREADABLE = 2
"""The exit status for a file or a pack that cannot be used."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hengji", message="衡技 %(version)s")
def cli() -> None:
    """衡技：技能考核规范、考试、证书、培训与补贴，每个决定都指出依据的条款。"""


cli.add_command(account)
cli.add_command(adjudicate)
cli.add_command(audit)
cli.add_command(backup)
cli.add_command(catalogue)
cli.add_command(doctor)
cli.add_command(docs)
cli.add_command(manage)
cli.add_command(packs)
cli.add_command(prepare)
cli.add_command(restore)
cli.add_command(run)
cli.add_command(serve)
cli.add_command(worker)


def main() -> None:
    """Run the command; what a user can mend is said in a line, without a traceback."""
    try:
        cli(standalone_mode=False)
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
