"""LibreOffice as a judge: it recalculates every formula of a workbook without us."""

import shutil
import subprocess

from tests.conftest import needs_program

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
_MISSING = "LibreOffice (apt-get install -y --no-install-recommends libreoffice-calc)"


def recalculated(files, folder):
    """The workbooks as LibreOffice saves them after recalculating everything; skipped without it, but never in CI."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    needs_program(program is not None, _MISSING)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    out = folder / "out"
    command = [program, f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [out / f.name for f in files]
