"""What does a lender hold in hand? The information memorandum: the dossier's own blocks in a lender's order.

Nothing is drawn or told twice: tables and drawings are taken from the dossier by name, so that both documents agree.
What the study cannot know (names, contracts) is left as to be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from spacefaring.messages import mark
from spacefaring.report import documents
from spacefaring.report.page import Block, Dossier, Facts, Section, Sentence, Spans, Table
from spacefaring.report.reader import Column, Reader, Stored
from spacefaring.report.sections import capital, cost, service, spacecraft
from spacefaring.report.sections.common import conclusion, key_of, listed, mission_ids, told
from spacefaring.report.sections.currency import in_local
from spacefaring.report.sections.evidence import counts
from spacefaring.report.words import Words

Parts = list[Block]


def compose(stored: Stored, dossier: Dossier) -> Dossier | None:
    """The memorandum in the dossier's language; None when nothing is financed."""
    f = Reader(stored, Words(dossier.language))
    if f.value("capital") is None:
        return None
    found = [(i, t, q, make(f, dossier)) for i, t, q, make in CHAPTERS]
    chapters = [Section(i, f.t(t), f.t(q), tuple(blocks)) for i, t, q, blocks in found if blocks]
    numbered = tuple(replace(c, number=str(n)) for n, c in enumerate(chapters, start=1))
    told_all = replace(
        dossier, subtitle=f.t(mark("Information memorandum")), summary=_request(f, dossier), sections=numbered
    )
    return replace(told_all, index=documents.index(f, told_all))


def picked(dossier: Dossier, *names: str) -> Parts:
    """Blocks of the dossier by their names, in the order asked; those that are not there are left out."""
    found = {b.name: b for s in (dossier.summary, *dossier.sections) for b in s.blocks if hasattr(b, "name")}
    return [found[n] for n in names if n in found]


def _request(f: Reader, dossier: Dossier) -> Section:
    rows = [(f.t(label), spans) for label, spans in _terms(f) if spans]
    blocks: Parts = [
        conclusion(_asked(f)),
        Facts(tuple(rows)),
        told(
            f.say(
                mark(
                    "This memorandum is drawn from a study. It makes no offer and binds nobody; figures marked "
                    "as guesses must be replaced before any signature."
                )
            )
        ),
        *picked(dossier, "summary-sources"),
    ]
    return Section("summary", f.t(mark("Request")), f.t(mark("How much, on which terms?")), tuple(blocks))


def _asked(f: Reader) -> Spans:
    if not f.value("capital.debt_musd"):
        return f.say(
            mark("No loan is asked: grants and the budget pay {uses}."), uses=in_local(f, "capital.uses_total_musd")
        )
    return f.say(
        mark("The borrower seeks {debt} of loans toward uses of {uses}; the programme is {verdict}."),
        debt=in_local(f, "capital.debt_musd"),
        uses=in_local(f, "capital.uses_total_musd"),
        verdict=f.badge(f.value("capital.verdict"), "capital.verdict"),
    )


def _terms(f: Reader) -> Iterator[tuple[str, Spans]]:
    yield mark("Borrower"), listed(f, _members(f))
    yield mark("Lenders"), listed(f, _loans(f))
    yield (
        mark("Cover"),
        f.say(
            mark("smallest debt service cover {dscr}; loan life cover {llcr}"),
            dscr=f.bare("capital.dscr_min"),
            llcr=f.bare("capital.llcr"),
        ),
    )
    yield (
        mark("Grant element"),
        f.say(
            mark("{grant} at a discount rate of {rate}"),
            grant=f.n("capital.grant_element_frac"),
            rate=f.n("capital.grant_element_discount_frac"),
        ),
    )
    if f.has("capital.budget_worst_musd_per_year"):
        yield (
            mark("Budget"),
            f.say(
                mark("the state pays up to {worst} in its worst year"), worst=f.n("capital.budget_worst_musd_per_year")
            ),
        )
    yield mark("Prices"), f.say(mark("constant prices of {year}"), year=f.bare("cost.price_year"))
    used, guessed = counts(f)
    yield (
        mark("How sure"),
        f.say(
            mark("{guessed} of {used} inputs are guesses."),
            guessed=f.words.integer(guessed),
            used=f.words.integer(used),
        ),
    )


def _members(f: Reader) -> list[Spans]:
    names = {str(a.get("country")): str(a.get("name")) for a in f.value("places.areas") or []}
    return [(names.get(str(s["member"]), str(s["member"])),) for s in f.value("partners.shares") or []]


def _loans(f: Reader) -> list[Spans]:
    """Each tranche with its amount, rate, grace and maturity as far as they apply."""
    table: Any = f.table("capital_tranches", "tranche", "amount_musd")
    out: list[Spans] = []
    for i in range(len(table["tranche"]) if table else 0):
        parts: list[Spans] = [f.cell("capital_tranches", i, Column("amount_musd", ""), table)]
        name = f.word(table["tranche"][i], "capital")
        unit = f.words.unit("amount_musd")
        for column, template in (
            ("rate_frac", mark("at {value}")),
            ("maturity_year", mark("over {value} years")),
            ("grace_year", mark("of which {value} of grace")),
        ):
            if column in table and np.isfinite(table[column][i]) and table[column][i] > 0:
                parts.append((" ", *f.say(template, value=f.cell("capital_tranches", i, Column(column, ""), table)[0])))
        out.append((f"{name} ", *parts[0], f"\u00a0{unit}", *[s for p in parts[1:] for s in p]))
    return out


def _parties(f: Reader, dossier: Dossier) -> Parts:
    unnamed: Spans = (f.t(mark("to be named")),)
    vehicles = [
        (str(f.value(key_of(m, "launch", "vehicle"))),)
        for m in mission_ids(f, "launch")
        if f.has(key_of(m, "launch", "vehicle"))
    ]
    rows = (
        (mark("Borrower"), listed(f, _members(f)) or unnamed),
        (mark("Executing agency"), unnamed),
        (mark("Operator"), unnamed),
        (mark("Prime contractor"), (f.t(mark("to be chosen by open tender")),)),
        (mark("Launcher"), listed(f, list(dict.fromkeys(vehicles))) or unnamed),
        (mark("Insurer"), unnamed),
        (mark("Guarantor"), unnamed),
    )
    table = Table(
        "parties",
        f.t(mark("Parties")),
        (f.t(mark("Role")), f.t(mark("Party"))),
        tuple(((f.t(role),), party) for role, party in rows),
        "ll",
    )
    head = conclusion(
        f.say(
            mark(
                "Who signs, owns, runs and guarantees is still to be named, but for the borrower and the launcher "
                "studied."
            )
        )
    )
    return [head, table, *picked(dossier, "partners_shares", "partners_core")]


def _need(f: Reader, dossier: Dossier) -> Parts:
    if not f.value("service.needs"):
        return []
    revenue = picked(dossier, "capital_revenues")
    none = told(f.say(mark("No revenue is under contract in this study: nothing hoped for is counted.")))
    return [conclusion(service.opening(f)), *picked(dossier, "service_needs", "service-scores"), *(revenue or [none])]


def _design(f: Reader, dossier: Dossier) -> Parts:
    out: Parts = []
    for m in mission_ids(f, "spacecraft"):
        out += [conclusion(spacecraft.opening(f, m)), *picked(dossier, f"{m}_payload", f"{m}_spacecraft_neighbours")]
    return out


def _build(f: Reader, dossier: Dossier) -> Parts:
    out: Parts = []
    for m in mission_ids(f, "build"):
        section = {s.id: s for s in dossier.sections}
        first = (
            next((b for b in section["build"].blocks if isinstance(b, Sentence)), None) if "build" in section else None
        )
        out += [
            *([first] if first and not out else []),
            *picked(dossier, f"{m}-build-schedule", f"{m}_launch_vehicles"),
        ]
    return out


def _cost(f: Reader, dossier: Dossier) -> Parts:
    if f.value("cost") is None:
        return []
    return [conclusion(cost.opening(f)), *picked(dossier, "cost-curve", "cost_wbs", "cost_estimates", "cost-profile")]


def _financing(f: Reader, dossier: Dossier) -> Parts:
    return [
        conclusion(capital.opening(f)),
        *picked(
            dossier,
            "capital_ratios",
            "capital_tranches",
            "capital_uses",
            "capital-cash",
            "capital-cover",
            "capital_periods",
        ),
    ]


def _scenarios(f: Reader, dossier: Dossier) -> Parts:
    table = picked(dossier, "capital_scenarios")
    return (
        [
            conclusion(
                f.say(
                    mark(
                        "Loans stay as signed while something goes wrong; the table says what the budget would then "
                        "pay."
                    )
                )
            ),
            *table,
        ]
        if table
        else []
    )


def _debt(f: Reader, dossier: Dossier) -> Parts:
    table = picked(dossier, "capital_grant_elements", "capital_currencies")
    return (
        [
            conclusion(
                f.say(
                    mark(
                        "The grant element is {grant} at {rate}; other conventions give other figures for "
                        "the same loans."
                    ),
                    grant=f.n("capital.grant_element_frac"),
                    rate=f.n("capital.grant_element_discount_frac"),
                )
            ),
            *table,
        ]
        if table
        else []
    )


def _economy(f: Reader, dossier: Dossier) -> Parts:
    table = picked(dossier, "capital_benefits")
    head = f.say(
        mark("To society the programme is worth {npv} net; none of it is revenue."),
        npv=f.n("capital.npv_economic_musd"),
    )
    return [conclusion(head), *table] if table and f.has("capital.npv_economic_musd") else []


def _risks(f: Reader, dossier: Dossier) -> Parts:
    section = next((s for s in dossier.sections if s.id == "risks"), None)
    return list(section.blocks) if section else []


def _checks(f: Reader, dossier: Dossier) -> Parts:
    table = picked(dossier, "capital_tests", "capital_checks", "manifest")
    used, guessed = counts(f)
    head = f.say(
        mark("The model rests on {used} inputs, {guessed} of them guesses; its sums are checked to the cent."),
        used=f.words.integer(used),
        guessed=f.words.integer(guessed),
    )
    return [conclusion(head), *table] if table else []


CHAPTERS: tuple[tuple[str, str, str, Callable[[Reader, Dossier], Parts]], ...] = (
    ("parties", mark("Borrower and parties"), mark("Who signs, owns, runs, guarantees?"), _parties),
    ("need", mark("Need and service"), mark("Who will use and pay?"), _need),
    ("design", mark("Design"), mark("Is it proven?"), _design),
    ("build", mark("Build and launch"), mark("Will it be finished?"), _build),
    ("cost", mark("Cost"), mark("Is the budget enough?"), _cost),
    ("financing", mark("Financing and cash flow"), mark("Does the cash come back?"), _financing),
    ("scenarios", mark("Scenarios"), mark("And if it goes wrong?"), _scenarios),
    ("debt", mark("Public debt"), mark("Does it fit the limits?"), _debt),
    ("economy", mark("Economic case"), mark("Worth it to society?"), _economy),
    ("risks", mark("Risks and mitigants"), mark("Who carries what?"), _risks),
    ("checks", mark("Checks and assumptions"), mark("On what does all this rest?"), _checks),
)
