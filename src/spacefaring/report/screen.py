"""What does somebody at a terminal see? One screen of verdicts, from the results folder only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_decimal

from spacefaring.messages import mark, restored, translator
from spacefaring.results import Stored

VERDICTS = {"met": mark("met"), "partly": mark("partly met"), "missed": mark("missed")}
FINANCED = {
    "bankable": mark("bankable"),
    "concessional_only": mark("financeable on concessional terms only"),
    "not_financeable": mark("not financeable"),
    "no_debt": mark("no debt is asked for"),
}


def lines(stored: Stored, language: str) -> list[str]:
    """The verdicts of a solved study: territory, each mission, needs, cost, money, partners, guesses."""
    say = _Speaker(language)
    found = stored.results
    blocks = [
        [found["study"]["title"] or say(mark("Study")), ""],
        _territory(found, say),
        *[_mission(m, say) for m in found["missions"]],
        list(_needs(found, say)),
        list(_money(found, say)),
        [_guesses(stored, say)],
    ]
    return [line for block in blocks for line in block]


class _Speaker:
    """Says a template in one language with its numbers written as that language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translate = translator(language)

    def __call__(self, template: str, **values: Any) -> str:
        return self.translate(template).format(**{k: self.written(v) for k, v in values.items()})

    def percent(self, fraction: float | None) -> str:
        sign = "\u202f%" if self.language == "fr" else "%"
        return self.written(None if fraction is None else 100.0 * fraction) + (sign if fraction is not None else "")

    def written(self, value: Any) -> str:
        if value is None:
            return self.translate(mark("none"))
        if isinstance(value, bool):
            return self.translate(mark("yes") if value else mark("no"))
        if isinstance(value, int | float):
            return str(format_decimal(_three_figures(value), locale=self.language))
        return self.translate(str(value))


def _three_figures(value: float) -> float:
    """Three significant figures, or all digits before the point when there are more."""
    return float(round(value)) if abs(value) >= 100 else float(f"{value:.3g}")


def _territory(found: dict[str, Any], say: _Speaker) -> list[str]:
    places = found["places"]
    return [
        say(
            mark("Territory   {area} km², {points} points, {stations} station(s)"),
            area=places["area_km2"], points=places["point_count"], stations=places["station_count"],
        )
    ]  # fmt: skip


def _mission(mission: dict[str, Any], say: _Speaker) -> list[str]:
    if "failure" in mission:
        reason = restored(mission["failure_message"]).said(say.language)
        return [f"{mission['id']:<11} {say(mark('no design: {reason}'), reason=reason)}"]
    return [
        f"{mission['id']:<11} {_orbit(mission, say)}",
        f"{'':<11} {_coverage(mission, say)}",
        f"{'':<11} {_craft(mission, say)}",
        f"{'':<11} {_launch(mission, say)}",
    ]


def _orbit(mission: dict[str, Any], say: _Speaker) -> str:
    orbit, payload = mission["orbit"], mission["payload"]
    sees = payload["kind"] == "imager"
    template = (
        mark("{count} satellite(s) at {altitude} km, {inclination}°; GSD {gsd} m, swath {swath} km, SNR {snr}")
        if sees
        else mark(
            "{count} satellite(s) at {altitude} km, {longitude}° E; {capacity} Mbit/s, {availability} of the time"
        )
    )
    return say(
        template,
        count=orbit["satellite_count"], altitude=orbit["altitude_km"], inclination=orbit["inclination_deg"],
        longitude=orbit.get("longitude_deg"), gsd=payload.get("gsd_m"), swath=payload.get("swath_km"),
        snr=payload.get("snr"), capacity=payload.get("capacity_mbit_per_s"),
        availability=say.percent(payload.get("availability_frac")),
    )  # fmt: skip


def _coverage(mission: dict[str, Any], say: _Speaker) -> str:
    seen = mission["coverage"]
    if seen["revisit_mean_hour"] is None:
        return say(mark("never sees the territory in the span that was followed"))
    if seen["revisit_max_hour"] == 0:
        return say(mark("always in view of {covered} of the territory"), covered=say.percent(seen["covered_frac"]))
    return say(
        mark("seen every {mean} h, nine gaps in ten below {p90} h, longest {longest} h; {contact} min/day of contact"),
        mean=seen["revisit_mean_hour"],
        p90=seen["revisit_p90_hour"],
        longest=seen["revisit_max_hour"],
        contact=seen["contact_min_per_day"],
    )


def _craft(mission: dict[str, Any], say: _Speaker) -> str:
    craft = mission["spacecraft"]
    if not craft["closed"]:
        return say(mark("does not close: {reason}"), reason=restored(craft["binding_message"]).said(say.language))
    margin = craft["link_margin_db"]
    link = say(mark("link margin {margin} dB"), margin=margin) if margin is not None else ""
    closes = say(
        mark("closes at {wet} kg; dry {low} to {high} kg four times in five; {power} W"),
        wet=craft["wet_mass_kg"],
        low=craft["dry_mass_p10_kg"],
        high=craft["dry_mass_p90_kg"],
        power=craft["power_eol_w"],
    )
    return say(mark("{closes}; {link}"), closes=closes, link=link) if link else closes


def _launch(mission: dict[str, Any], say: _Speaker) -> str:
    ride = mission["launch"]
    template = (
        mark("{vehicle} from {site}, {price} MUSD; stays in orbit, graveyard rule {old}")
        if ride["lifetime_year"] is None
        else mark("{vehicle} from {site}, {price} MUSD; falls alone in {years} years; 25-year rule {old}, 5-year {new}")
    )
    return say(
        template,
        vehicle=ride["vehicle"],
        site=ride["site"],
        price=ride["price_musd"],
        years=ride["lifetime_year"],
        old=_kept(ride["disposal_25_year"], say),
        new=_kept(ride["disposal_5_year"], say),
    )


def _kept(kept: bool | None, say: _Speaker) -> str:
    if kept is None:
        return say(mark("not applicable"))
    return say(mark("kept") if kept else mark("not kept"))


def _needs(found: dict[str, Any], say: _Speaker) -> Iterator[str]:
    for need in found["service"]["needs"]:
        verdict = say(VERDICTS[need["verdict"]])
        limit = "" if need["verdict"] == "met" else say(mark("limited by {binding}"), binding=need["binding"])
        score = say.percent(need["score_frac"])
        yield f"{say(mark('Need')):<11} {need['id']:<18} {verdict:<20} {score:>6}  {limit}".rstrip()


def _money(found: dict[str, Any], say: _Speaker) -> Iterator[str]:
    cost, capital, partners = found["cost"], found["capital"], found["partners"]
    if cost is None:
        return
    yield say(
        mark("Cost        {p50} MUSD (P50), {p80} MUSD (P80), in {year} prices"),
        p50=cost["total_p50_musd"], p80=cost["total_p80_musd"], year=str(cost["price_year"]),
    )  # fmt: skip
    valued = mark(
        "Capital     {verdict}; NPV {financial} MUSD financial, {economic} MUSD economic; "
        "grant element {grant} at {rate}"
    )
    unvalued = mark(
        "Capital     {verdict}; NPV {financial} MUSD financial, no benefit valued; grant element {grant} at {rate}"
    )
    yield say(
        unvalued if capital["npv_economic_musd"] is None else valued,
        verdict=FINANCED[capital["verdict"]],
        financial=capital["npv_financial_musd"], economic=capital["npv_economic_musd"],
        grant=say.percent(capital["grant_element_frac"]), rate=say.percent(capital["grant_element_discount_frac"]),
    )  # fmt: skip
    if len(partners["shares"]) > 1:
        shares = ", ".join(
            f"{s['member']} {say.written(s['cost_musd'])} {say(mark('MUSD'))}" for s in partners["shares"]
        )
        stable = say(mark("stable") if partners["stable"] else mark("not stable"))
        yield say(mark("Partners    {shares}: {stable}"), shares=shares, stable=stable)


def _guesses(stored: Stored, say: _Speaker) -> str:
    guess_count = sum(a["kind"] == "guess" for a in stored.assumptions)
    return say(
        mark("Inputs      {count} used, {guesses} of them guesses (assumptions.csv)"),
        count=len(stored.assumptions), guesses=guess_count,
    )  # fmt: skip
