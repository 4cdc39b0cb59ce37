"""finance.xlsx: live formulas, recalculated by LibreOffice, equal to the engine."""

import re

import capital_folders as folders
import capital_spreadsheet as spreadsheet
import capital_stand_ins as stand_ins
import openpyxl
import pytest

from spacefaring import capital
from spacefaring.report import workbook

EXPORT = {"kind": "export_credit", "lender": "export_credit", "interest_frac": 0.055, "grace_year": 4.5,
          "premium_frac": 0.08, "upfront_fee_frac": 0.01, "commitment_fee_frac": 0.004}  # fmt: skip
ANCHOR = {"kind": "anchor_tenant", "amount_musd_per_year": 12, "contracted": True, "currency": "XOF"}
BANK = {"kind": "commercial", "interest_frac": 0.08, "maturity_year": 9, "grace_year": 4.5}
PLANS = {
    "default": {},
    "blend": {
        "tranches": [EXPORT | {"share_frac": 0.5}, BANK | {"share_frac": 0.2, "repayment": "annuity"},
                     {"kind": "budget", "share_frac": 0.3}],
        "revenues": [ANCHOR, {"kind": "image_sales", "amount_musd_per_year": 1, "price_change_frac": -0.1,
                              "start_year": 2031}],
    },
    "sculpted": {
        "tranches": [BANK | {"share_frac": 0.7, "repayment": "sculpted", "grace_year": 4},
                     {"kind": "concessional", "lender": "adf_regular", "amount_nominal_musd": 4},
                     {"kind": "equity", "share_frac": 0.3}],
        "revenues": [ANCHOR],
    },
    "in_order": {
        "tranches": [{"kind": "equity", "share_frac": 0.3, "draw_order_index": 1},
                     EXPORT | {"share_frac": 0.5, "draw_order_index": 3},
                     BANK | {"share_frac": 0.2, "draw_order_index": 2, "repayment": "lump",
                             "grace_interest": "capitalised", "grace_year": 6}],
        "revenues": [ANCHOR], "inflation_frac": 0.035, "reserve_month": 9,
    },
    "stressed": {
        "tranches": [BANK | {"share_frac": 0.5, "repayment": "sculpted", "grace_year": 4},
                     {"kind": "concessional", "lender": "adf_regular", "share_frac": 0.2},
                     {"kind": "budget", "share_frac": 0.3}],
        "revenues": [ANCHOR, {"kind": "image_sales", "amount_musd_per_year": 4, "start_year": 2031},
                     {"kind": "capacity_lease", "amount_musd_per_year": 3, "currency": "XOF", "end_year": 2033}],
        "insured_frac": 0.6, "reserve_month": 10,
        "benefits": [{"theme": "agriculture", "low_musd_per_year": 1, "mid_musd_per_year": 4, "high_musd_per_year": 9,
                      "source": "ministry"}],
    },
    "no_debt": {"tranches": [{"kind": "grant", "amount_nominal_musd": 10}]},
}  # fmt: skip

SLOW = pytest.mark.slow  # a spreadsheet program starts


def solved(keys):
    given = {"places": stand_ins.places(), "cost": stand_ins.cost(), "service": stand_ins.service()}
    return capital.solve(capital.Inputs.model_validate({"draw_count": 0} | keys), price_year=2026, seed=1, **given)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Every plan as a workbook, and one whose inputs a reader has changed by hand."""
    folder = tmp_path_factory.mktemp("workbook")
    files = {}
    for name, keys in PLANS.items():
        files[name] = folder / f"{name}.xlsx"
        workbook.write(folders.stored(solved(keys), folder / name), files[name], "fr" if name == "default" else "en")
    changed = openpyxl.load_workbook(files["blend"])
    _typed(changed["Inputs"], "Inflation a year", 0.04)
    _typed(changed["Inputs"], "Debt service in reserve", 3.0)
    files["changed"] = folder / "changed.xlsx"
    changed.save(files["changed"])
    for number in range(2, 8):
        shown = openpyxl.load_workbook(files["stressed"])
        _typed(shown["Inputs"], "Number of the scenario, from 1", float(number))
        files[f"scenario {number}"] = folder / f"scenario{number}.xlsx"
        shown.save(files[f"scenario {number}"])
    return files


@pytest.fixture(scope="module")
def read(written, tmp_path_factory):
    again = spreadsheet.recalculated(list(written.values()), tmp_path_factory.mktemp("recalculated"))
    return {name: openpyxl.load_workbook(f, data_only=True) for name, f in zip(written, again, strict=True)}


def _typed(page, label, value):
    (row,) = [r for r in page.iter_rows(max_col=3) if r[0].value == label]
    assert row[2].data_type == "n"
    row[2].value = value


def _results(book):
    """The second part of the check sheet: name, difference, stored value."""
    page = book.worksheets[9]
    return {
        r[0].value: (r[2].value, r[4].value) for r in page.iter_rows(max_col=5) if isinstance(r[4].value, float | int)
    }


@SLOW
@pytest.mark.parametrize("name", PLANS)
def test_every_cell_that_the_engine_knows_is_recalculated_to_the_same_value(written, read, name):
    stored = openpyxl.load_workbook(written[name], data_only=True)
    compared = 0
    for page in stored.worksheets:
        again = read[name][page.title]
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, float) and cell.value != 0.0:
                    assert again[cell.coordinate].value == pytest.approx(cell.value, rel=1e-6, abs=1e-8), (
                        page.title,
                        cell,
                    )
                    compared += 1
    assert compared > 400


@SLOW
@pytest.mark.parametrize("name", PLANS)
def test_check_sheet_is_all_zero_and_no_cell_is_an_error(read, name):
    book = read[name]
    assert len(book.sheetnames) == 11
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.startswith(("#", "Err:"))), (page.title, cell)
    checks = [
        r[2].value for r in book.worksheets[9].iter_rows(min_row=5, max_col=3) if isinstance(r[2].value, float | int)
    ]
    assert len(checks) >= 10
    assert all(v == 0 for v in checks), checks
    assert len(_results(book)) >= (6 if name == "no_debt" else 10)


@SLOW
def test_changed_inputs_give_what_the_engine_gives_for_them(read):
    keys = PLANS["blend"] | {"inflation_frac": 0.04, "reserve_month": 3.0}
    expected = solved(keys).values()
    found = _results(read["changed"])
    assert abs(found["uses_total_nominal_musd"][0]) > 0.1, "the workbook did not react to its inputs"
    for key, (difference, was) in found.items():
        assert was + difference == pytest.approx(expected[key], rel=1e-6), key


SCENARIOS = ("launch_loss", "first_year_loss", "delay_24_months", "devaluation", "price_decline", "no_anchor_tenant")


@SLOW
@pytest.mark.parametrize(("number", "name"), list(enumerate(SCENARIOS, start=2)))
def test_scenario_typed_into_the_inputs_gives_what_the_engine_found(read, number, name):
    engine = solved(PLANS["stressed"]).scenarios
    place = engine.scenario.tolist().index(name)
    assert place == number - 1
    book = read[f"scenario {number}"]
    checks = [
        r[2].value for r in book.worksheets[9].iter_rows(min_row=5, max_col=3) if isinstance(r[2].value, float | int)
    ]
    assert len(checks) > 15
    assert all(v == 0 for v in checks), checks
    ratios = {r[0].value: r[2].value for r in book["Ratios"].iter_rows(max_col=3)}
    assert ratios["Least debt service cover"] == pytest.approx(engine.dscr_min[place], rel=1e-6)
    assert ratios["Financial net present value, price-year money"] == pytest.approx(
        engine.npv_financial_musd[place], rel=1e-6
    )
    assert ratios["Economic net present value, price-year money (Middle)"] == pytest.approx(
        engine.npv_economic_musd[place], rel=1e-6
    )


def test_no_figure_is_typed_inside_a_formula(written):
    for name in ("sculpted", "in_order"):
        book = openpyxl.load_workbook(written[name])
        formulas = 0
        for page in book.worksheets:
            for row in page.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        bare = re.sub(r"'[^']+'!|\"[^\"]*\"|\$?[A-Z]{1,3}\$?\d+", " ", cell.value)
                        figures = set(re.findall(r"(?<![A-Za-z_])\d+\.?\d*", bare))
                        assert figures <= {"0", "1"}, (page.title, cell.coordinate, cell.value)
                        formulas += 1
        assert formulas > 2000


def test_one_row_has_one_formula(written):
    """FAST: along time a row repeats its formula; only the first and the last column may differ."""
    book = openpyxl.load_workbook(written["blend"])
    for page in book.worksheets[2:8]:
        for row in page.iter_rows(min_col=5):
            texts = [_relative(c) for c in row if c.data_type == "f"]
            assert len(set(texts[1:-1])) <= 1, (page.title, row[0].row, set(texts[1:-1]))


def _relative(cell):
    def shift(match):
        if match.group(1) == "$":
            return match.group(0)
        column = openpyxl.utils.column_index_from_string(match.group(2)) - cell.column
        return f"R{match.group(4)}C[{column}]"

    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b", shift, cell.value)


def test_same_results_same_bytes_and_language(tmp_path):
    stored = folders.stored(solved({}), tmp_path / "x")
    for name in ("one", "two"):
        assert workbook.write(stored, tmp_path / f"{name}.xlsx", "fr")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    french = openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames
    workbook.write(stored, tmp_path / "en.xlsx", "en")
    assert openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames == [
        "Cover", "Inputs", "Timing", "Construction", "Operation", "Debt", "Waterfall", "Ratios", "Scenarios", "Checks",
        "Circle",
    ]  # fmt: skip
    assert french[0] == "Couverture"
    assert french[6] == "Cascade de paiements"


def test_nothing_financed_gives_no_workbook(tmp_path):
    stored = folders.stored(solved({}), tmp_path)
    stored.results["capital"] = None
    assert not workbook.write(stored, tmp_path / "no.xlsx", "en")
    assert not (tmp_path / "no.xlsx").exists()
