"""Write `pysam_sculpted_debt.csv`: the debt that NREL's System Advisor Model sculpts in its own default case.

Run in an environment of its own: python -m venv ENV; ENV/bin/pip install NREL-PySAM==7.1.1.post1;
ENV/bin/python tests/reference/make_pysam_sculpted_debt.py. Default case CustomGenerationProfileSingleOwner: cover 1.3,
18 years, 7 % a year. Its debt is 367 % of the installed cost and nothing is said about it.
"""

import csv
from pathlib import Path

import PySAM
import PySAM.CustomGeneration as plant
import PySAM.Singleowner as owner

model = plant.default("CustomGenerationProfileSingleOwner")
money = owner.from_existing(model, "CustomGenerationProfileSingleOwner")
model.execute(0)
money.execute(0)
out, tenor = money.Outputs, int(money.FinancialParameters.term_tenor)
with (Path(__file__).parent / "pysam_sculpted_debt.csv").open("w", newline="") as handle:
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(["year", "cash_usd", "service_usd", "interest_usd", "principal_usd", "balance_usd", "cost_usd"])
    for year in range(tenor + 1):
        columns = (out.cf_cash_for_ds, out.cf_debt_payment_total, out.cf_debt_payment_interest,
                   out.cf_debt_payment_principal, out.cf_debt_balance)  # fmt: skip
        writer.writerow([year, *(repr(float(c[year])) for c in columns), repr(float(out.cost_installed))])
print(PySAM.__version__)
