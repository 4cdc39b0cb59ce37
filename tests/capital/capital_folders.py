"""A results folder with nothing but the capital stage in it, as the report reads it."""

from types import SimpleNamespace

from spacefaring import results


def stored(capital, folder):
    """The stage's tables and results, through the same files as in real life."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name, table in capital.tables().items():
        (folder / "tables" / f"capital_{name}.csv").write_text(results.table_csv(table), "utf-8")
    tables = {f.stem: results._read_table(f) for f in sorted((folder / "tables").glob("*.csv"))}
    document = {"study": {"title": "Test"}, "capital": results.plain(capital.values())}
    return SimpleNamespace(results=document, tables=tables, manifest={"spacefaring": "test"})
