"""Every page's code runs, every link leads somewhere, every console line is a command that exists."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from spacefaring.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_code_of_a_page_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {}
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_links_of_a_page_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_studies_of_a_page_are_studies(page):
    from spacefaring import study, yaml_text

    for text in blocks(page, "yaml"):
        if text.lstrip().startswith(("need:", "study:")):
            study.parse(yaml_text.Document(page.name, text), page.parent)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_commands_of_a_page_exist(page):
    commands = get_command(app).commands
    for line in re.findall(r"^\$ (spacefaring .*)$", page.read_text("utf-8"), re.M):
        assert shlex.split(line, comments=True)[1] in commands, line
