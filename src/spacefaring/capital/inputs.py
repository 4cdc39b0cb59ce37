"""What may a study say about its money? Tranches, declared revenue, rates, and the tests a lender makes."""

from __future__ import annotations

from typing import Literal

from spacefaring.messages import mark
from spacefaring.stage import StageInputs, default, required

Kind = Literal[
    "grant", "concessional", "export_credit", "commercial", "bond", "sukuk", "equity", "anchor_prepayment", "levy",
    "in_kind", "budget",
]  # fmt: skip
Repayment = Literal["equal_principal", "annuity", "lump", "sculpted"]
RevenueKind = Literal["anchor_tenant", "capacity_lease", "image_sales", "service_fees", "levy", "other"]

DEBT_KINDS = frozenset({"concessional", "export_credit", "commercial", "bond", "sukuk"})
MARKET_KINDS = DEBT_KINDS - {"concessional"}
WORDS = (
    mark("grant"), mark("concessional"), mark("export_credit"), mark("commercial"), mark("bond"), mark("sukuk"),
    mark("equity"), mark("anchor_prepayment"), mark("levy"), mark("in_kind"), mark("budget"), mark("unfunded"),
    mark("equal_principal"), mark("annuity"), mark("lump"), mark("sculpted"), mark("anchor_tenant"),
    mark("capacity_lease"), mark("image_sales"), mark("service_fees"), mark("other"),
)  # fmt: skip


class Tranche(StageInputs):
    """One source of money and its terms; terms left out come from its lender's dated row."""

    kind: Kind = required("What it is: grant, concessional, export_credit, commercial, bond, sukuk, equity, …")
    lender: str | None = default(
        None, "Row of the lenders catalogue whose terms it takes; terms given here replace them.", source="study file"
    )
    name: str | None = default(
        None, "How the tranche is called in tables; its lender or kind if absent.", source="study file"
    )
    share_frac: float | None = default(
        None, "Part of the uses that are left after fixed amounts; shares sum to one.", source="study file", ge=0, le=1
    )
    amount_nominal_musd: float | None = default(
        None, "Fixed amount instead of a share, in money of the day.", source="study file", ge=0
    )
    draw_order_index: int | None = default(
        None,
        "Order of drawing, first is 1; none on all tranches means they are drawn pro rata.",
        source="study file",
        ge=1,
    )
    currency: str | None = default(None, "Currency of repayment; the lender's, or USD.", source="study file")
    interest_frac: float | None = default(
        None, "Nominal interest or profit rate a year, fixed.", source="study file", ge=-0.05, le=0.5
    )
    maturity_year: float | None = default(
        None, "From signature to the last instalment.", source="study file", gt=0, le=60
    )
    grace_year: float | None = default(
        None, "From signature to the first instalment of principal.", source="study file", ge=0, le=60
    )
    repayment: Repayment | None = default(
        None, "equal_principal, annuity, lump or sculpted; equal_principal if neither study nor lender says.",
        source="study file",
    )  # fmt: skip
    grace_interest: Literal["paid", "capitalised"] = default(
        "paid",
        "Whether interest of the grace period in operation is paid or added to the balance.",
        source="IDA and Exim loan agreements: interest is payable in grace",
    )
    commitment_fee_frac: float | None = default(
        None, "Fee a year on what is not drawn yet.", source="study file", ge=0, le=0.05
    )
    upfront_fee_frac: float | None = default(
        None, "Arrangement fee at signature, part of the amount.", source="study file", ge=0, le=0.1
    )
    premium_frac: float | None = default(
        None, "Credit insurance premium at signature, part of the amount.", source="study file", ge=0, le=0.4
    )
    down_payment_frac: float | None = default(
        None, "Part of the export contract that the credit may not pay.", source="study file", ge=0, lt=1
    )


class Revenue(StageInputs):
    """Money that somebody has said they would pay. Benefits to society are not revenue."""

    kind: RevenueKind = required(
        "What is paid for: anchor_tenant, capacity_lease, image_sales, service_fees, levy, other."
    )
    amount_musd_per_year: float = required("What is paid a year, in price-year money.", gt=0)
    contracted: bool = default(False, "Whether a contract is signed.", source="guess: nothing is signed yet")
    currency: str = default("USD", "Currency in which it is earned.", source="study file")
    start_year: int | None = default(
        None, "First year; the first full year after launch if absent.", source="study file"
    )
    end_year: int | None = default(None, "Last year; the end of service if absent.", source="study file")
    price_change_frac: float = default(
        0.0, "Yearly change of its real price.", source="guess: prices stay; satellite capacity has fallen by 25 "
                                                        "% a year",
        gt=-1, le=0.5,
    )  # fmt: skip


class Benefit(StageInputs):
    """A study's own value for a theme, instead of the catalogue's."""

    theme: str = required("Theme whose needs earn it.")
    low_musd_per_year: float = required("Low value a year once fully taken up, in price-year money.", ge=0)
    mid_musd_per_year: float = required("Middle value a year.", ge=0)
    high_musd_per_year: float = required("High value a year.", ge=0)
    source: str = required("Who says so: author, title, year, section.")


class WarningCase(StageInputs):
    """A yes-or-no warning that the programme improves, valued by what its users save (cost-loss model)."""

    theme: str = required("Theme whose needs earn it.")
    event_frac_per_year: float = required("Part of the years in which the event comes.", gt=0, lt=1)
    protection_cost_musd: float = required("Cost of protecting once, over all users.", gt=0)
    loss_musd: float = required("Loss that protection avoids, over all users.", gt=0)
    hit_rate_frac: float = required("Part of the events warned of, with the programme.", ge=0, le=1)
    false_alarm_frac: float = required("Part of the quiet years warned of, with the programme.", ge=0, le=1)
    hit_rate_without_frac: float = default(
        0.0, "Part of the events warned of today.", source="guess: no warning today", ge=0, le=1
    )
    false_alarm_without_frac: float = default(
        0.0, "Part of the quiet years warned of today.", source="guess: no warning today", ge=0, le=1
    )
    source: str = required("Who says so: author, title, year, section.")


class Inputs(StageInputs):
    """Who pays, on which terms, and by which tests it is judged."""

    tranches: tuple[Tranche, ...] = default(
        (),
        "Sources of money; none means 20 % grant, 60 % IDA regular credit and 20 % budget for members that IDA "
        "lends to, "
        "else the budget alone.",
        source="guess: shape of public programmes in low-income countries; no lender has agreed",
    )
    revenues: tuple[Revenue, ...] = default(
        (), "Declared revenue; none means that nobody has said they would pay.", source="guess: nothing is declared"
    )
    benefits: tuple[Benefit, ...] = default((), "The study's own benefits by theme.", source="study file")
    warnings: tuple[WarningCase, ...] = default((), "Warnings valued by the cost-loss model.", source="study file")
    cost_basis: Literal["p50", "p80"] = default(
        "p80",
        "Which cost the plan must cover; the step from P50 is shown as contingency.",
        source="NASA Cost Estimating Handbook 4.0, appendix J: budgets are set near 70 % confidence",
    )
    inflation_frac: float = default(
        0.02,
        "Yearly rise of prices in dollars, between price-year money and money of the day.",
        source="Federal Open Market Committee, Statement on longer-run goals, 2012: 2 %",
        gt=-0.5, le=0.5,
    )  # fmt: skip
    discount_nominal_frac: float = default(
        0.0751,
        "Nominal rate of the financial case.",
        source="guess: Burkina Faso's 7-year yield, 28 January 2026, taken for dollars too",
        gt=-0.99, le=1.0,
    )  # fmt: skip
    social_discount_frac: float = default(
        0.06,
        "Real social rate of the economic case.",
        source="guess: 3 % growth per person times two (Ramsey rule), used by development banks; 10 to 12 % before",
        gt=-0.99, le=1.0,
    )  # fmt: skip
    grant_discount_frac: float = default(
        0.05,
        "Discount rate of the headline grant element.",
        source="IMF and World Bank, unified discount rate, October 2013: 5 %",
        gt=-0.99, le=1.0,
    )  # fmt: skip
    concessional_frac: float = default(
        0.35,
        "Grant element from which borrowing counts as concessional.",
        source="IMF, debt limits policy: 35 %",
        ge=0,
        le=1,
    )
    required_dscr: float = default(
        1.3,
        "Debt service cover that a market lender asks for in every period.",
        source="guess: usual covenant",
        gt=0,
        le=5,
    )
    required_llcr: float = default(
        1.4, "Loan life cover that a market lender asks for.", source="guess: usual covenant", gt=0, le=5
    )
    required_contract_frac: float = default(
        0.8, "Part of the revenue that must be under contract.", source="guess: usual of lenders", ge=0, le=1
    )
    lock_up_dscr: float = default(1.15, "Cover below which no cash is distributed.", source="guess: usual", ge=0, le=5)
    reserve_month: float = default(
        6.0,
        "Debt service of market lenders held in reserve; public lenders ask for none.",
        source="guess: usual of project finance", ge=0, le=12,
    )  # fmt: skip
    working_capital_month: float = default(
        3.0, "Operating cost held as cash from the start of service.", source="guess: usual", ge=0, le=24
    )
    contract_frac: float = default(
        1.0,
        "Part of the investment that an export contract may cover.",
        source="guess: all is bought abroad",
        ge=0,
        le=1,
    )
    insured_frac: float = default(
        0.0,
        "Part of the investment that insurance pays when the satellite is lost.",
        source="guess: no cover is declared; Angosat-1 was insured for 121 of 252 million dollars",
        ge=0, le=1,
    )  # fmt: skip
    devaluation_frac: float = default(
        0.5,
        "Fall of the local currency in the devaluation stress.",
        source="CFA franc, 12 January 1994: from 50 to 100 for a French franc",
        ge=0, lt=1,
    )  # fmt: skip
    per_usd_ratio: dict[str, float] = default(
        {}, "Units of a currency for one dollar, when the catalogue has none or another.", source="study file"
    )
    farm_household_per_person_ratio: float = default(
        0.12,
        "Farm households for each inhabitant.",
        source="guess: four in five live from farms, six to seven a home",
        ge=0,
        le=1,
    )
    city_person_per_km2_count: float = default(
        4000.0, "Inhabitants of a square kilometre of city.", source="guess: West African cities", gt=0
    )
    capacity_mbit_per_s: float | None = default(
        None, "Capacity that replaces bought capacity; that of the service if absent.", source="study file", ge=0
    )
    uptake_year: float = default(
        3.0,
        "How long users take to adopt the service; benefits rise evenly.",
        source="guess: no measured lag",
        ge=0,
        le=20,
    )
    draw_count: int = default(
        10_000,
        "Draws of the joint model; 0 leaves it out.",
        source="guess: percentiles to about one per cent",
        ge=0,
        le=200_000,
    )
    launch_loss_frac: float | None = default(
        None,
        "Chance that the launch or the first days fail; by default that of the vehicles chosen.",
        source="flight record of the vehicles (launch.success_frac)",
        ge=0,
        lt=1,
    )
    service_loss_frac_per_year: float = default(
        0.03,
        "Chance a year that the satellite fails in service.",
        source="guess: small satellites of new builders",
        ge=0,
        lt=1,
    )
    delay_max_month: float = default(
        24.0,
        "Longest delay drawn; none is the most likely.",
        source="GAO-12-207SP: 8 to 11 months on average, up to years",
        ge=0,
        le=120,
    )
    revenue_low_ratio: float = default(
        0.3,
        "Lowest revenue without contract drawn, over what is declared.",
        source="guess: TKSAT-1 and THEOS earned half of forecast",
        ge=0,
        le=1,
    )
    revenue_high_ratio: float = default(
        1.1,
        "Highest revenue without contract drawn, over what is declared.",
        source="guess: forecasts are rarely beaten",
        ge=1,
        le=3,
    )
    devaluation_frac_per_year: float = default(
        0.0125,
        "Chance a year that the local currency is devalued.",
        source="CFA franc: once in the eighty years from 1945",
        ge=0,
        lt=1,
    )
    gdp_musd: float | None = default(None, "GDP of the borrower; the dated fact if absent.", source="study file", gt=0)
    exports_musd: float | None = default(
        None, "Exports of goods and services of the borrower; the dated fact if absent.", source="study file", gt=0
    )
    government_revenue_musd: float | None = default(
        None, "Government revenue of the borrower; the dated fact if absent.", source="study file", gt=0
    )
    pv_external_debt_to_gdp_frac: float | None = default(
        None, "Present value of external debt over GDP without the programme.", source="study file", ge=0
    )
    pv_external_debt_to_exports_frac: float | None = default(
        None, "Present value of external debt over exports without the programme.", source="study file", ge=0
    )
    external_debt_service_to_exports_frac: float | None = default(
        None, "External debt service over exports without the programme.", source="study file", ge=0
    )
    external_debt_service_to_revenue_frac: float | None = default(
        None, "External debt service over revenue without the programme.", source="study file", ge=0
    )
    pv_total_debt_to_gdp_frac: float | None = default(
        None, "Present value of all public debt over GDP without the programme.", source="study file", ge=0
    )
    share_member_count: int = default(
        3, "Members that would share one system.", source="guess: the three of the confederation", ge=1
    )
    share_overhead_frac: float = default(
        0.1, "Cost of agreeing and interfaces when sharing.", source="guess: no record found", ge=0, le=1
    )
    fine_image_below_m: float = default(
        1.0,
        "Ground distance below which bought images have the fine price.",
        source="guess: usual break in price lists",
        gt=0,
    )
    fine_image_usd_per_km2: float = default(
        34.0, "Price of a bought fine image.", source="Ali, Deininger and Wild 2018/2020, Kigali: USD 34 a km2", ge=0
    )
    image_usd_per_km2: float = default(
        2.0, "Price of a bought image that is not fine.", source="guess: no public price list was read", ge=0
    )
    bought_area_frac: float = default(
        0.1,
        "Part of the land that would be bought each time, cities apart.",
        source="guess: places of interest only",
        ge=0,
        le=1,
    )
