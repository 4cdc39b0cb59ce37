"""The commands: one engine behind every door, heavy imports only inside the command that needs them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from spacefaring import __version__
from spacefaring.errors import SpacefaringError, StudyError, did_you_mean
from spacefaring.messages import Message, mark, message, translator

EXIT_ALL_MET, EXIT_NOT_MET, EXIT_BAD_INPUT, EXIT_INTERNAL = 0, 1, 2, 3


def _environment_language() -> str:
    words = [os.environ.get(name, "") for name in ("SPACEFARING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    return "fr" if next((w for w in words if w), "").lower().startswith("fr") else "en"


_say = translator(_environment_language(), "cli")
app = typer.Typer(
    help=_say(mark("From a need on the ground to a satellite in orbit, and to the capital that pays for it.")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help=_say(mark("Answer as JSON.")))]
Lang = Annotated[str | None, typer.Option("--lang", help=_say(mark("Language of the answer: fr or en.")))]
StudyFile = Annotated[Path, typer.Argument(help=_say(mark("The study file (YAML).")))]


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help=_say(mark("Print the version.")))] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit(EXIT_ALL_MET)


@app.command(help=_say(mark("A commented study file to start from.")))
def new(
    name: Annotated[str, typer.Argument(help=_say(mark("Name of the study; NAME.yaml is written.")))],
    example: Annotated[str, typer.Option("--from", help=_say(mark("Start from a shipped example.")))] = "",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import examples

    with _sentences(lang):
        path = Path(name).with_suffix(".yaml")
        if path.exists():
            raise StudyError(message("{path}: exists already; choose another name or move it", path=str(path)))
        path.write_text(examples.text(example) if example else examples.starter(_language(lang)), "utf-8")
        _answer({"path": str(path)}, as_json, str(path))


@app.command(help=_say(mark("Read and check a study file; nothing is computed.")))
def check(study_file: StudyFile, as_json: AsJson = False, lang: Lang = None) -> None:
    from spacefaring import study

    with _sentences(lang):
        asked, _ = study.read(study_file)
        need_count, mission_count = len(asked.need), len(asked.missions)
        fine = message(
            "{path}: fine; {need_count} need(s), {mission_count} mission(s)",
            path=str(study_file),
            need_count=need_count,
            mission_count=mission_count,
        )
        _answer({"need_count": need_count, "mission_count": mission_count}, as_json, fine.said(_language(lang)))


@app.command(help=_say(mark("Solve a study: a results folder, and one screen of verdicts.")))
def solve(
    study_file: StudyFile,
    out: Annotated[Path | None, typer.Option("--out", help=_say(mark("Folder for the results.")))] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import report, results, run, study
    from spacefaring.report import screen

    with _sentences(lang):
        folder = out or Path("results") / study_file.stem
        asked, document = study.read(study_file)
        with _progress(_language(lang, asked.study.language)) as progress:
            found = run.solve(asked, progress)
            folder.mkdir(parents=True, exist_ok=True)
            run.write(found, folder, document.text)
            progress(message("dossier"))
            report.write(folder)
        stored = results.read(folder)
        seen = screen.lines(stored, _language(lang, asked.study.language))
        _answer(stored.results, as_json, "\n".join([*seen, "", f"→ {folder}"]))
        raise typer.Exit(EXIT_ALL_MET if found.all_met else EXIT_NOT_MET)


@app.command("report", help=_say(mark("The dossier again, from a results folder; nothing is computed.")))
def report_again(
    folder: Annotated[Path, typer.Argument(help=_say(mark("A results folder.")))],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import report

    with _sentences(lang):
        written = report.write(folder, languages=(_one_language(lang),) if lang else ("fr", "en"))
        paths = [str(p) for p in written]
        _answer({"written": paths}, as_json, "\n".join(paths))


@app.command(help=_say(mark("What changed between two solved studies, and why it matters.")))
def diff(
    first: Annotated[Path, typer.Argument(help=_say(mark("A results folder.")))],
    second: Annotated[Path, typer.Argument(help=_say(mark("Another results folder.")))],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from dataclasses import asdict

    from spacefaring import results
    from spacefaring.report import diff as comparison

    with _sentences(lang):
        before, after = results.read(first), results.read(second)
        rows = [asdict(change) for change in comparison.changes(before, after)] if as_json else []
        _answer(rows, as_json, "\n".join(comparison.lines(before, after, _language(lang))))


@app.command(help=_say(mark("When satellites see a station, and when they can image it.")))
def passes(
    source: Annotated[Path, typer.Argument(help=_say(mark("A study file, or a file of two-line elements.")))],
    station: Annotated[str, typer.Option("--station", help=_say(mark("Station name of the catalogue.")))],
    days: Annotated[float, typer.Option("--days", help=_say(mark("Days to look ahead.")), min=0.01, max=366)] = 7.0,
    start: Annotated[str, typer.Option("--start", help=_say(mark("First instant (UTC, ISO 8601).")))] = "",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import sightings

    with _sentences(lang):
        rows = sightings.of_file(source, station, days, start)
        _answer(rows, as_json, sightings.written(rows, _language(lang)))


@app.command("explain", help=_say(mark("What a name means: formula, source, limits, where it is used.")))
def explain_name(
    name: Annotated[
        str, typer.Argument(help=_say(mark("A key or column, such as altitude_km or cost.total_p50_musd.")))
    ],
    folder: Annotated[
        Path | None, typer.Option("--in", help=_say(mark("Give its value in this results folder.")))
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import explain

    with _sentences(lang):
        found = explain.find(name)
        values = explain.values(name, folder) if folder else {}
        _answer(explain.as_rows(found, values), as_json, explain.written(found, values, _language(lang)))


@app.command(help=_say(mark("The shipped data and their sources.")))
def catalog(
    table: Annotated[str, typer.Argument(help=_say(mark("A table; all are listed when it is left out.")))] = "",
    row: Annotated[str, typer.Argument(help=_say(mark("A row of the table.")))] = "",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    from spacefaring import catalog as shipped

    with _sentences(lang):
        if not table:
            listed = [
                {"name": n, "source": shipped.origin(n).source, "date": shipped.origin(n).date} for n in shipped.names()
            ]
            _answer(listed, as_json, "\n".join(f"{e['name']:<28} {e['date']:<12} {e['source']}" for e in listed))
        elif row:
            cells = shipped.read(table).row(row)
            _answer(cells, as_json, "\n".join(f"{k:<28} {v}" for k, v in cells.items()))
        else:
            about = shipped.origin(table)
            rows = shipped.keys(table)
            head = [f"{table}: {about.source} ({about.date}; {about.licence})", ""]
            _answer({"source": about.source, "licence": about.licence, "rows": rows}, as_json, "\n".join(head + rows))


def main() -> None:
    """Entry point. Whatever happens, the user gets a sentence and an exit code, never a traceback."""
    try:
        app()
    except SpacefaringError as wrong:
        typer.echo(wrong.said(_environment_language()), err=True)
        sys.exit(wrong.exit_code)
    except Exception as broken:
        if os.environ.get("SPACEFARING_DEBUG"):
            raise
        typer.echo(
            message(
                "internal error ({kind}: {what}); please report it with the study file "
                "(SPACEFARING_DEBUG=1 shows where)",
                kind=type(broken).__name__,
                what=str(broken),
            ).said(_environment_language()),
            err=True,
        )
        sys.exit(EXIT_INTERNAL)


@contextmanager
def _sentences(lang: str | None) -> Iterator[None]:
    """Errors of a command are said in the language that was asked for."""
    language = _one_language(lang) if lang else _environment_language()
    try:
        yield
    except SpacefaringError as wrong:
        typer.echo(wrong.said(language), err=True)
        raise typer.Exit(wrong.exit_code) from None


@contextmanager
def _progress(language: str) -> Iterator[Callable[[Message], None]]:
    """What is being solved, on stderr and only at a terminal."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    yield lambda what: typer.echo(f"\r\033[K{what.said(language)} …", err=True, nl=False)
    typer.echo("\r\033[K", err=True, nl=False)


def _language(lang: str | None, of_study: str | None = None) -> str:
    return _one_language(lang) if lang else of_study or _environment_language()


def _one_language(lang: str) -> str:
    if lang not in ("fr", "en"):
        raise StudyError(message("--lang {lang}: {hint}", lang=lang, hint=did_you_mean(lang, ("fr", "en"))))
    return lang


def _answer(data: Any, as_json: bool, text: str) -> None:
    from spacefaring.results import plain

    typer.echo(json.dumps(plain(data), ensure_ascii=False, indent=1) if as_json else text)


if __name__ == "__main__":
    main()
