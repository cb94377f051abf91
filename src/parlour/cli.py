"""The command line: serve, demo, verify, backup, restore, rebuild, erase, add-agent."""

import asyncio
import errno
import os
import sys
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parlour import __version__
from parlour.directory.records import AgentRole

if TYPE_CHECKING:
    from parlour.ledger.verify import Fault, Report
    from parlour.mail.smtp import MailServer

app = typer.Typer(
    name="parlour",
    help="Self-hosted service chat with a ledger that can be proven whole.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Data = Annotated[Path, typer.Option("--data", help="Folder that holds everything.")]
Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")]
FilesElsewhere = Annotated[
    str,
    typer.Option("--files", envvar="PARLOUR_FILES", help="Files lie there, not in the folder."),
]
FOLDER = Path("parlour-data")


@app.command()
def serve(  # noqa: PLR0913 — as many as there are options
    *,
    data: Data = FOLDER,
    host: Host = "127.0.0.1",
    port: Port = 8080,
    public_origin: Annotated[
        str, typer.Option(help="https://chat.example.com, if a proxy stands before the server.")
    ] = "",
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="https://shop.example.com: a page that may embed the widget."),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None, typer.Option(help="Address of a proxy whose X-Forwarded-For counts.")
    ] = None,
    mail_server: Annotated[
        str,
        typer.Option(
            envvar="PARLOUR_MAIL_SERVER",
            help="smtp://user:password@mail.example.com or smtps://…: sends what is mailed.",
        ),
    ] = "",
    mail_from: Annotated[
        str, typer.Option(envvar="PARLOUR_MAIL_FROM", help="Address that letters come from.")
    ] = "",
    files: Annotated[
        str,
        typer.Option(
            envvar="PARLOUR_FILES",
            help="s3://bucket/prefix for files, with AWS_* in the environment; else in DATA.",
        ),
    ] = "",
    clamd: Annotated[
        str,
        typer.Option(
            envvar="PARLOUR_CLAMD",
            help="unix:/run/clamav/clamd.ctl or tcp://host:3310: scans files.",
        ),
    ] = "",
    scan_max_mib: Annotated[
        int,
        typer.Option(
            envvar="PARLOUR_SCAN_MAX_MIB",
            min=1,
            help="What clamd looks into (its MaxFileSize); larger files are refused.",
        ),
    ] = 25,
) -> None:
    """Run the server. The first start asks for an admin and prints the snippet for your pages."""
    from parlour.main import ServerOptions
    from parlour.serving import serve_site

    options = ServerOptions(
        folder=data,
        host=host,
        port=port,
        public_origin=public_origin,
        allowed_origins=tuple(allow_origin or ()),
        trusted_proxies=frozenset(trusted_proxy or ()),
        mail_server=_mail_server(mail_server, mail_from),
        file_store=files,
        scanner=clamd,
        scan_bytes_max=scan_max_mib << 20,
    )
    _run(serve_site(options, _ask_for_admin, out.print))


@app.command()
def demo(
    *,
    data: Data = FOLDER,
    host: Host = "127.0.0.1",
    port: Port = 8080,
) -> None:
    """Run a demo shop with three agents and a supervisor, and print where to look."""
    from parlour.main import ServerOptions
    from parlour.serving import serve_demo

    options = ServerOptions(folder=data, host=host, port=port, demo=True)
    _run(serve_demo(options, out.print))


@app.command()
def verify(*, data: Data = FOLDER, files: FilesElsewhere = "") -> None:
    """Prove every chat of a data folder whole; exit 1 and name the first fault of each that is not.

    Reads only, also while the server runs.
    """
    from parlour.database.failures import Unsound, sentence_of
    from parlour.database.migrate import DatabaseTooNew, DatabaseTooOld
    from parlour.file_backup import prove_files
    from parlour.ledger.verify import verify_database
    from parlour.main import DATABASE_NAME

    path = data / DATABASE_NAME
    if not path.is_file():
        _fail(f"There is no ledger at {path}.")
    try:
        with _stages() as stage:
            report = verify_database(path, stage("Proving"))
            wrong = [] if files else prove_files(path, data, stage("Reading files"))
    except (DatabaseTooOld, DatabaseTooNew) as refused:
        _fail(str(refused))
    except Unsound as error:
        _fail(f"{path} is no database of Parlour's: {sentence_of(error)}.")
    _tell_report(report, wrong)


@app.command()
def backup(target: Path, *, data: Data = FOLDER, files: FilesElsewhere = "") -> None:
    """Copy the database to the file TARGET, and the files in the data folder to TARGET.files, and
    prove both; also while the server runs. A bucket is not copied.

    Exit 1: the copy is complete, and not whole, as the ledger itself.
    """
    from parlour.backup import back_up
    from parlour.file_backup import back_up_files
    from parlour.main import DATABASE_NAME

    with _refusals(data / DATABASE_NAME), _stages() as stage:
        report = back_up(data / DATABASE_NAME, target, stage)
        wrong = [] if files else back_up_files(target, data, stage("Copying files"))
    out.print(f"Saved in {target}.")
    _tell_report(report, wrong)


@app.command()
def restore(
    source: Path,
    *,
    data: Data = FOLDER,
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Take the backup even if it is not whole.")
    ] = False,
    files: FilesElsewhere = "",
) -> None:
    """Put the backup SOURCE in the place of the database, which is kept beside it.

    The server must not be running. What was written since the backup is in the old database only;
    clients that come back drop what they had and are sent what the backup has.
    """
    from parlour.backup import restore as put_back
    from parlour.engine.ports import SystemClock
    from parlour.file_backup import restore_files
    from parlour.main import DATABASE_NAME

    path = data / DATABASE_NAME
    with _refusals(source), _stages() as stage:
        restored = put_back(source, path, stage, at=SystemClock().now(), unproven=unproven)
        wrong = [] if files else restore_files(source, data, stage("Putting files back"))
    if restored.kept is not None:
        out.print(f"The database that was there is now {restored.kept}.")
    out.print(f"{source} has been restored to {path}.")
    _tell_report(restored.report, wrong)


@app.command()
def rebuild(data: Data = FOLDER) -> None:
    """Work out the lists of chats, sessions and log-ins anew from the rows of the ledger.

    For when `verify` finds that a record is not as told (Q1, Q2). The server must not be running.
    """
    from parlour.main import DATABASE_NAME
    from parlour.serving import rebuild_in

    if not (data / DATABASE_NAME).is_file():
        _fail(f"There is no ledger at {data / DATABASE_NAME}.")
    with _stages() as stage:
        _run(rebuild_in(data, stage("Rebuilding"), out.print))


@app.command()
def erase(
    *,
    site: Annotated[str, typer.Option(help="Id of the site.")],
    end_user: Annotated[str, typer.Option(help="Id of the end-user, as the ledger has it.")],
    data: Data = FOLDER,
    files: FilesElsewhere = "",
) -> None:
    """Erase what is kept of an end-user: texts, files, recordings, pages, messages, letters.

    The rows of the ledger stay: they hold ids and no words. The server must not be running; while
    it does, an admin asks it over HTTP.
    """
    from parlour.main import DATABASE_NAME, ServerOptions
    from parlour.serving import erase_in

    if not (data / DATABASE_NAME).is_file():
        _fail(f"There is no ledger at {data / DATABASE_NAME}.")
    options = ServerOptions(folder=data, file_store=files)
    _run(erase_in(options, site, end_user, say=out.print, fail=_fail))


@app.command()
def add_agent(
    login: str,
    *,
    data: Data = FOLDER,
    name: Annotated[str, typer.Option(help="Name shown to end-users.")] = "",
    supervisor: Annotated[bool, typer.Option("--supervisor")] = False,
    admin: Annotated[bool, typer.Option("--admin")] = False,
) -> None:
    """Add somebody who signs in; asks for the password. The server must not be running."""
    from parlour.main import ServerOptions
    from parlour.serving import add_agent_to

    roles: list[AgentRole] = ["agent"]
    if supervisor:
        roles.append("supervisor")
    if admin:
        roles.append("admin")
    options = ServerOptions(folder=data)
    _run(add_agent_to(options, login, name or login, _ask_password, roles=roles))
    out.print(f"{login} can sign in now.")


@app.command()
def version() -> None:
    """Print the version."""
    out.print(__version__)


def _mail_server(url: str, sender: str) -> "MailServer | None":
    from parlour.mail.smtp import BadMailServer, mail_server_at

    if not url:
        return None
    try:
        return mail_server_at(url, sender)
    except BadMailServer as refused:
        _fail(str(refused))


def _ask_for_admin() -> tuple[str, str]:
    """Login and password of the first admin: from the environment, or asked for."""
    login = os.environ.get("PARLOUR_ADMIN_LOGIN", "")
    password = os.environ.get("PARLOUR_ADMIN_PASSWORD", "")
    if login and password:
        return login, password
    if not sys.stdin.isatty():
        _fail(
            "This is the first start, and nobody is here to ask: set PARLOUR_ADMIN_LOGIN and"
            " PARLOUR_ADMIN_PASSWORD, or start once from a terminal."
        )
    out.print("First start. Who may administer this server?")
    login = typer.prompt("Login")
    return login, _ask_password()


def _ask_password() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@contextmanager
def _stages() -> Generator[Callable[[str], Callable[[int, int], None]]]:
    """A bar on the terminal for each thing that takes its time."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=err) as progress:

        def begin(stage: str) -> Callable[[int, int], None]:
            task = progress.add_task(stage, total=None)
            return lambda done, total: progress.update(task, completed=done, total=total)

        yield begin


@contextmanager
def _refusals(path: Path) -> Generator[None]:
    """Each way in which a copy may not come about, in one sentence. `path`: what is copied."""
    from parlour.backup import BackupRefused, NotProven
    from parlour.database.failures import Unsound, sentence_of
    from parlour.database.lock import DatabaseInUse
    from parlour.database.migrate import DatabaseTooNew

    try:
        yield
    except NotProven as refused:
        _tell_report(refused.report)
    except (BackupRefused, DatabaseInUse, DatabaseTooNew) as refused:
        _fail(str(refused))
    except Unsound as error:
        _fail(f"{path} can't be copied: {sentence_of(error)}.")
    except OSError as error:
        _fail(f"{error.filename or path}: {error.strerror}.")


def _tell_report(report: "Report", files: Sequence["Fault"] = ()) -> None:
    """Exit 1 unless all is whole. `files`: what is wrong with files."""
    for fault in report.first_faults():
        out.print(f"{fault.stream} row {fault.seq}: {fault.rule} {fault.text}", style="red")
    for fault in files:
        out.print(f"{fault.stream}: {fault.rule} {fault.text}", style="red")
    what = f"{report.rows} rows, {report.chats} chats, {report.log_ins} log-ins"
    if report.intact and not files:
        out.print(f"{what}: all proven whole.")
        return
    if not report.intact:
        out.print(f"{what}: {len(report.first_faults())} are not whole.")
    if files:
        out.print(f"{len(files)} files are not whole.")
    raise typer.Exit(1)


def _run(work: Coroutine[Any, Any, None]) -> None:
    from parlour.accounts.accounts import UnfitPassword
    from parlour.database.failures import DatabaseUnavailable, Unsound, sentence_of
    from parlour.database.lock import DatabaseInUse
    from parlour.database.migrate import DatabaseTooNew
    from parlour.files.scanner import BadScannerAddress
    from parlour.files.store import StoreUnavailable
    from parlour.ledger.protocol import BrokenLedger, LedgerUnavailable
    from parlour.web.server import new_event_loop

    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(work)
    except (DatabaseInUse, DatabaseTooNew, UnfitPassword) as refused:
        _fail(str(refused))
    except BadScannerAddress as bad:
        _fail(f"{bad} is no address of clamd: unix:/path or tcp://host:port.")
    except StoreUnavailable as bad:
        _fail(f"The store of files can't be used: {bad}.")
    except BrokenLedger as broken:
        _fail(f"{broken}. Nothing was changed.")
    except (DatabaseUnavailable, LedgerUnavailable) as refused:
        _fail(f"The data folder can't be used now: {refused}.")
    except Unsound as error:
        _fail(f"The data folder holds no sound database of Parlour's: {sentence_of(error)}.")
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        _fail("The port is in use by another program." if in_use else f"{error.strerror}.")


def _fail(sentence: str) -> NoReturn:
    err.print(sentence)
    raise typer.Exit(2)
