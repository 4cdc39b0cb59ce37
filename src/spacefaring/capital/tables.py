"""What does the stage hand on? Its tables and its result, each column with its meaning."""

from __future__ import annotations

from spacefaring.capital.alternatives import Alternatives
from spacefaring.capital.public_debt import DebtView
from spacefaring.capital.readiness import Readiness, Routes
from spacefaring.capital.risk_rows import Chances, Influence, Risk
from spacefaring.messages import Message
from spacefaring.stage import StageResult
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

NOMINAL = "Money of the day: price-year money times the price level of the month or half-year."


class Tranches(Table):
    """Each source of money, its size and its terms."""

    tranche: TextArray = column("Tranche; `unfunded` is what nobody has offered to pay.")
    kind: TextArray = column("Kind of money.")
    lender: TextArray = column("Row of the lenders catalogue whose terms it takes.")
    currency: TextArray = column("Currency of repayment; sizes are in dollars at the dated rate.")
    amount_musd: Array = column("Amount drawn, in price-year money.", formula="Σ draws / price level")
    amount_nominal_musd: Array = column(
        "Amount drawn by the start of service.", formula="amount, or share × rest of the uses", limits=NOMINAL
    )
    share_frac: Array = column("Part of all uses.")
    asked_share_frac: Array = column("Share that the study asks, of the uses left after fixed amounts.")
    fixed_nominal_musd: Array = column("Fixed amount that the study asks; zero for a share.", limits=NOMINAL)
    draw_order_index: Array = column("Order of drawing; 0 is pro rata.")
    rate_frac: Array = column("Nominal interest or profit rate a year.")
    repayment: TextArray = column("Form of repayment.")
    grace_year: Array = column("From signature to the first instalment.")
    maturity_year: Array = column("From signature to the last instalment.")
    first_period_index: Array = column(
        "Half-year of service, from 1, of the first instalment; 0 where nothing is repaid."
    )
    last_period_index: Array = column("Half-year of service of the last instalment; 0 where nothing is repaid.")
    grace_interest: TextArray = column("Whether interest of the grace in operation is paid or capitalised.")
    commitment_fee_frac: Array = column("Fee a year on what is not drawn.")
    upfront_fee_frac: Array = column("Fee at signature, part of the amount.")
    premium_frac: Array = column("Credit insurance premium at signature, part of the amount.")
    down_payment_frac: Array = column("Part of the export contract that the credit may not pay.")
    grant_element_frac: Array = column("Grant element at the headline rate; an annuity stands in for a sculpted loan.")
    capped: BoolArray = column("Cut to the uses, to its part of the contract, or to what cash carries.")
    grace_extended: BoolArray = column(
        "Grace ended before service: the first instalment was put at the first half-year."
    )
    source: TextArray = column("Where the terms come from.")


class Uses(Table):
    """What the plan must pay before service starts."""

    use: TextArray = column("Use.")
    amount_musd: Array = column("Amount in price-year money.", formula="Σ month / price level")
    amount_nominal_musd: Array = column("Amount in money of the day.", limits=NOMINAL)


class Sources(Table):
    """Who pays it."""

    source: TextArray = column("Tranche.")
    amount_musd: Array = column("Amount in price-year money.", formula="Σ draw / price level")
    amount_nominal_musd: Array = column("Amount in money of the day.", limits=NOMINAL)


class Months(Table):
    """Construction month by month, money of the day."""

    month_end_utc: TextArray = column("Last day of the month.")
    price_level_ratio: Array = column(
        "Price level against the price year.", formula="(1 + inflation)^(middle of month − middle of price year)"
    )
    investment_nominal_musd: Array = column("Investment but for the down payment.", limits=NOMINAL)
    down_payment_nominal_musd: Array = column("Down payment of export contracts.", formula="credit × d / (1 − d)")
    premium_nominal_musd: Array = column("Credit insurance premium.")
    upfront_fee_nominal_musd: Array = column("Fees at signature.")
    interest_nominal_musd: Array = column(
        "Interest on the opening balance, paid from the sources.", formula="Σ rate / 12 × opening"
    )
    commitment_fee_nominal_musd: Array = column("Fee on what is not drawn.")
    reserve_nominal_musd: Array = column("First filling of the reserve account.")
    working_capital_nominal_musd: Array = column("Cash held for operations.")
    uses_nominal_musd: Array = column("All uses of the month.")
    sources_nominal_musd: Array = column("All draws of the month.")
    debt_nominal_musd: Array = column("Debt at the end of the month.")


class Draws(Table):
    """What each tranche pays each month."""

    month_end_utc: TextArray = column("Last day of the month.")
    tranche: TextArray = column("Tranche.")
    draw_nominal_musd: Array = column("Money drawn.", limits=NOMINAL)


class Periods(Table):
    """Operation half-year by half-year: cash, debt and cover."""

    period_end_utc: TextArray = column("Last day of the half-year.")
    price_level_ratio: Array = column("Price level against the price year.")
    revenue_nominal_musd: Array = column("Declared revenue.", limits=NOMINAL)
    contracted_nominal_musd: Array = column("Part of it under contract.")
    operating_cost_nominal_musd: Array = column("Cost of operations.")
    later_investment_nominal_musd: Array = column("Investment after the launch year.")
    cfads_nominal_musd: Array = column(
        "Cash flow available for debt service.", formula="revenue − operations − later investment"
    )
    interest_nominal_musd: Array = column("Interest accrued on the opening balance.")
    principal_nominal_musd: Array = column("Principal repaid.")
    debt_service_nominal_musd: Array = column("Debt service paid in cash; capitalised interest is not.")
    market_service_nominal_musd: Array = column("Part of it owed to market lenders, for whom the reserve is held.")
    balance_nominal_musd: Array = column("Debt at the end of the half-year.")
    from_locked_nominal_musd: Array = column("Taken from cash locked up before.")
    from_reserve_nominal_musd: Array = column("Taken from the reserve account.")
    budget_nominal_musd: Array = column(
        "What the state budget pays: debt service and operations that nothing else covers."
    )
    to_reserve_nominal_musd: Array = column("Put into the reserve account.")
    released_reserve_nominal_musd: Array = column("Released from the reserve when less must be held.")
    working_capital_release_nominal_musd: Array = column("Working capital given back at the end of service.")
    to_locked_nominal_musd: Array = column("Locked up because the cover is below the lock-up.")
    released_locked_nominal_musd: Array = column("Released from lock-up.")
    distribution_nominal_musd: Array = column("Left for whoever owns the programme.")
    reserve_nominal_musd: Array = column("Reserve account at the end of the half-year.")
    locked_nominal_musd: Array = column("Locked cash at the end of the half-year.")
    loan_rate_frac: Array = column(
        "Interest of the half-year over the opening balance of all loans; after the last loan the last rate."
    )
    state: TextArray = column(
        "paid, lock-up (cover below it), or budget (debt or operations paid by the state budget)."
    )
    dscr: Array = column(
        "Debt service cover; empty without debt service or after service.", formula="max(CFADS, 0) / debt service"
    )
    llcr: Array = column("Cash over the remaining life of the loans, discounted at their own rate, over the debt.")
    plcr: Array = column("The same over the whole life of the service.")
    revenue_musd: Array = column("Declared revenue in price-year money.", formula="nominal / price level")
    operating_cost_musd: Array = column("Cost of operations in price-year money.")
    cfads_musd: Array = column("Cash flow available for debt service in price-year money.")
    interest_musd: Array = column("Interest in price-year money.")
    principal_musd: Array = column("Principal in price-year money.")
    debt_service_musd: Array = column("Debt service in price-year money.")
    balance_musd: Array = column("Debt in price-year money.")
    budget_musd: Array = column("What the state budget pays, in price-year money.")


class Loans(Table):
    """Each loan half-year by half-year, money of the day."""

    tranche: TextArray = column("Loan.")
    period_end_utc: TextArray = column("Last day of the half-year.")
    opening_nominal_musd: Array = column("Balance at the start.")
    interest_nominal_musd: Array = column("Interest accrued.", formula="rate / 2 × opening")
    capitalised_nominal_musd: Array = column("Part of it added to the balance.")
    principal_nominal_musd: Array = column("Principal repaid.")
    balance_nominal_musd: Array = column("Balance at the end.")


class HalfYears(Table):
    """Flows that the financial and the economic case are judged on, by half-year from signature."""

    time_year: Array = column("Years from signature to the end of the half-year.")
    project_nominal_musd: Array = column(
        "Cash of the project before financing.", formula="revenue − cost", limits=NOMINAL
    )
    cost_musd: Array = column("Cost to society: investment and operations in price-year money, no transfer, no loan.")
    benefit_low_musd: Array = column("Benefits to society, low case, price-year money.")
    benefit_mid_musd: Array = column("Benefits to society, middle case.")
    benefit_high_musd: Array = column("Benefits to society, high case.")


class Yearly(Table):
    """What the plan takes from the cost stage, price-year money."""

    year: Array = column("Calendar year.")
    investment_p50_musd: Array = column("Investment at P50.")
    contingency_musd: Array = column("Step to the cost that the plan must cover.")
    operating_cost_musd: Array = column("Cost of operations.")


class Revenues(Table):
    """Declared revenue lines as the study gives them."""

    line: TextArray = column("Revenue line.")
    kind: TextArray = column("What is paid for.")
    amount_musd_per_year: Array = column("Paid a year, price-year money.")
    contracted: BoolArray = column("Whether a contract is signed.")
    currency: TextArray = column("Currency in which it is earned.")
    local: BoolArray = column("Whether that is the currency of a country of the study.")
    start_year: Array = column("First year.")
    end_year: Array = column("Last year.")
    price_change_frac: Array = column("Yearly change of its real price.")


class Benefits(Table):
    """What the service is worth to society, benefit by benefit; never revenue."""

    benefit: TextArray = column("Benefit.")
    theme: TextArray = column("Theme whose needs earn it.")
    driver: TextArray = column("What it is counted on.")
    driver_count: Array = column("How many of it the territory or the service has; empty if unknown.")
    score_frac: Array = column("How far the needs of the theme are served.")
    low_musd_per_year: Array = column(
        "Low value of a year of full uptake, in the year of the source.",
        formula="unit value × quantity × uptake × attribution × score",
    )
    mid_musd_per_year: Array = column("Middle value.")
    high_musd_per_year: Array = column("High value.")
    change_frac: Array = column("Yearly change of the value.")
    from_year: Array = column("Year of the source, from which the change counts; empty if none.")
    status: TextArray = column("Whether it is counted, and if not why.")
    source: TextArray = column("Source of the unit value.")
    attribution_source: TextArray = column("Source of the part credited to the programme.")


class GrantElements(Table):
    """How much of the borrowing is a gift, by convention."""

    convention: TextArray = column("Convention.")
    discount_frac: Array = column("Discount rate a year.")
    grant_element_frac: Array = column(
        "Grant element of grants and loans together.", formula="Σ amount × element / Σ amount"
    )
    loans_grant_element_frac: Array = column("Grant element of the loans alone.")
    source: TextArray = column("Source of the rate.")


class Currencies(Table):
    """Currencies of debt and revenue, at dated rates."""

    currency: TextArray = column("Currency.")
    per_usd_ratio: Array = column("Units of it for one dollar.")
    debt_share_frac: Array = column("Part of the debt owed in it.")
    revenue_share_frac: Array = column("Part of the declared revenue earned in it.")
    date: TextArray = column("Date of the rate.")
    source: TextArray = column("Source of the rate.")


class Tests(Table):
    """The tests behind the verdict."""

    test: TextArray = column("Test.")
    group: TextArray = column("Who asks it: plan, market, public or society.")
    required: TextArray = column("What is asked.")
    obtained: TextArray = column("What is found.")
    result: TextArray = column("passed, failed or not applicable.")
    why: TextArray = column("The finding in one sentence.")


class Checks(Table):
    """Sums that must be zero."""

    check: TextArray = column("Check.")
    difference_musd: Array = column("Largest difference found.")
    held: BoolArray = column("Whether it is below one cent.")


class Parameters(Table):
    """Numbers of the study that the model uses, for whoever rebuilds it."""

    parameter: TextArray = column("Key of the study.")
    value: TextArray = column("Value used.")
    source: TextArray = column("Where it comes from.")


class Scenarios(Table):
    """What happens to the signed plan when something goes wrong; loans stay as signed."""

    scenario: TextArray = column("Scenario.")
    npv_financial_musd: Array = column("Financial net present value, price-year money.")
    npv_economic_musd: Array = column("Economic net present value, middle case, price-year money.")
    irr_financial_frac: Array = column("Nominal internal rate of return; empty when none or several.")
    dscr_min: Array = column("Least debt service cover while the service runs.")
    llcr: Array = column("Loan life cover at the start of service.")
    budget_musd: Array = column("What the state budget pays over the life of the loans, price-year money.")
    budget_worst_musd_per_year: Array = column("The same in the worst year.")
    why: TextArray = column("What is assumed.")


class Capital(StageResult):
    """Who pays, on which terms, and is it bankable?"""

    verdict: str = column(
        "bankable, concessional_only, no_debt or not_financeable.",
        limits="bankable only when every plan and market test passes.",
    )
    reasons: tuple[Message, ...] = column("Why: tests that fail, then the nearest changes.")
    npv_financial_musd: Array = column(
        "Financial net present value before financing, at signature, price-year money; only declared revenue counts.",
        formula="Σ nominal cash / (1 + nominal rate)^t / price level at signature",
    )  # fmt: skip
    npv_economic_musd: Array = column(
        "Economic net present value, middle case, at signature, price-year money; nan when no benefit has a value.",
        formula="Σ (benefit − cost) / (1 + social rate)^t",
    )  # fmt: skip
    npv_economic_low_musd: Array = column("The same with low benefits.")
    npv_economic_high_musd: Array = column("The same with high benefits.")
    irr_financial_frac: Array = column(
        "Nominal internal rate of return a year of the project; nan when there is none or several."
    )
    irr_reason: Message = column("Why there is no internal rate of return, or that there is one.")
    mirr_financial_frac: Array = column(
        "Modified internal rate of return, financed and reinvested at the nominal discount rate."
    )
    payback_year: Array = column("Years from signature until discounted cash has paid back; nan if never.")
    dscr_min: Array = column("Least debt service cover while the service runs; nan without debt service.")
    dscr_min_end_utc: str = column("End of the half-year of the least cover; empty when there is none.")
    dscr_mean: Array = column("Mean debt service cover.", limits="Never to be shown without the least.")
    dscr_reason: Message = column("Why there is no cover, or what it counts.")
    llcr: Array = column("Loan life cover at the start of service; nan without debt.")
    plcr: Array = column("Project life cover at the start of service; nan without debt.")
    grant_element_frac: Array = column(
        "Grant element of grants and loans together at the headline rate; nan when nothing is borrowed or given."
    )
    grant_element_discount_frac: float = column("The headline rate.")
    grant_element_convention: str = column("Its convention in words.")
    loans_grant_element_frac: Array = column("Grant element of the loans alone.")
    debt_musd: Array = column("Debt at the start of service, each draw in price-year money.")
    debt_nominal_musd: Array = column("Debt at the start of service, money of the day.")
    uses_total_musd: Array = column("All uses until service starts, price-year money.")
    sources_total_musd: Array = column("All draws until service starts, price-year money.")
    uses_total_nominal_musd: Array = column("All uses, money of the day.")
    sources_total_nominal_musd: Array = column("All draws, money of the day.")
    unfunded_musd: Array = column("Uses that no tranche pays, money of the day deflated like the draws.")
    budget_musd: Array = column("What the state budget pays after service starts, price-year money.")
    budget_worst_musd_per_year: Array = column("What it pays in its worst year, price-year money.")
    budget_worst_year: int = column("That year; 0 if it pays nothing.")
    revenue_gap_musd_per_year: Array = column(
        "Contracted revenue a year that would bring the least cover to what is asked."
    )
    own_plan: bool = column("Whether the study gave the tranches; else the default plan stands in.")
    price_basis: Message = column("In which money the figures are.")
    tranches: Tranches = column("Sources of money and their terms.", inline=True)
    uses: Uses = column("Uses until service starts.", inline=True)
    sources: Sources = column("Sources until service starts.", inline=True)
    grant_elements: GrantElements = column("Grant elements by convention.", inline=True)
    benefits: Benefits = column("Benefits to society.", inline=True)
    scenarios: Scenarios = column("Stresses of the signed plan.", inline=True)
    tests: Tests = column("Tests behind the verdict.", inline=True)
    checks: Checks = column("Sums that must be zero.", inline=True)
    risk: Risk = column("The joint model drawn many times.", inline=True)
    chances: Chances = column("How likely some outcomes are.", inline=True)
    influence: Influence = column("What moves the worth.", inline=True)
    public_debt: DebtView = column("Debt indicators with and without the programme.", inline=True)
    alternatives: Alternatives = column("Make, buy, share, free data, or nothing.", inline=True)
    routes: Routes = column("Financing routes that the country's gaps allow.", inline=True)
    readiness: Readiness = column("Readiness for investors, question by question.")
    construction: Months = column("Construction by month.")
    draws: Draws = column("Draws by month and tranche.")
    periods: Periods = column("Operation by half-year.")
    loans: Loans = column("Each loan by half-year.")
    half_years: HalfYears = column("Flows of both cases by half-year.")
    yearly: Yearly = column("What the plan takes from the cost.")
    revenues: Revenues = column("Declared revenue.")
    currencies: Currencies = column("Currencies at dated rates.")
    parameters: Parameters = column("Numbers the model uses.")
