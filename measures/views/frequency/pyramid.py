"""Households at each demand tier as a pyramid (deck, slide 13, tier 2)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.answers import Answer, TierRule
from measures.definition import FEWEST
from measures.disclosure import Closed
from measures.shapes import Frequency
from measures.sheets.households import IN_BALANCE, IN_NEED, TIERS
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import INK, TIER_COLOURS, Drawing, themed
from measures.words import listed, percent, plural, portion

BAND, BAR = 104, 34
FEW = "few flags"  # where a tier does not come from, though flags are known
NEED = {
    IN_NEED: "need serious help or could go either way",
    1: "need serious help",
    2: "could go either way",
    3: "are in balance but need a little help",
    IN_BALANCE: "are at tier 3 or not rated",
}
COLOURS: dict[object, str] = {**TIER_COLOURS, IN_NEED: TIER_COLOURS[1], IN_BALANCE: TIER_COLOURS[None]}


def view(answer: Answer[Frequency]) -> View:
    """How much help how many need, and where their tiers come from."""
    drawn = picture(pyramid, answer.shape)
    return View(headline(answer), subtitle(answer), table(answer), note(answer), (drawn,), open_table=True)


def headline(answer: Answer[Frequency]) -> str:
    """“Of 2,000 households, 5% need serious help, 31% could go either way and 64% are in balance…”"""
    shape = answer.shape
    if not shape.total:
        return "No household has a tier yet" + (": the rule cannot be reached" if shape.count(None, FEW) else "")
    if "tier" in answer.filters:
        tier = answer.measure.label(answer.filters["tier"])
        return f"{plural(shape.total, 'household')} at this tier: “{tier}”"
    few = shape.total < FEWEST
    parts = [
        _one_needs(shape.count(tier), NEED[tier]) if few else f"{portion(shape.share(tier), shape.total)} {NEED[tier]}"
        for tier in shape.order
    ]
    of = f"{shape.about if few else ''}{plural(shape.total, 'household')}"
    return f"Of {of}, {listed(parts)}"


def _one_needs(count: int, words: str) -> str:
    """“1 needs serious help”, “2 need serious help”."""
    verb, _, rest = words.partition(" ")
    if count == 1:
        rest = rest.replace(" need ", " needs ")
        verb = {"need": "needs", "are": "is"}.get(verb, verb)
    return f"{count or 'none'} {verb} {rest}"


def note(answer: Answer[Frequency]) -> str:
    """How many tiers were recorded, how many come from the rule, and how many households have none; for others' eyes
    where tiers come from, which of these is not told."""
    shape, rule = answer.shape, answer.rule
    by_rule = (
        f"by the rule ({rule.serious_from} flags or more: serious help; {rule.either_way_from} or more: either way)"
    )
    if isinstance(shape, Closed):
        none = f" {plural(shape.unplaced, 'household')} not rated, and not in the shares." if shape.unplaced else ""
        return f"A tier is the one recorded in the spreadsheet, or else {by_rule}.{none}"
    sources = [
        f"{plural(shape.count(..., 'recorded'), 'tier')} recorded in the spreadsheet",
        f"{shape.count(..., 'rule'):,} {by_rule}",
    ]
    unknown, few = shape.count(None, None), shape.count(None, FEW)
    none = (
        f" {plural(unknown, 'household')} with no tier and no known flag: not rated, and not in the shares."
        if unknown
        else ""
    )
    return f"{listed(sources)}. A recorded tier wins over the rule.{none}{out_of_reach(few, rule)}"


def out_of_reach(few: int, rule: TierRule) -> str:
    """Of how many households the rule cannot say that they need serious help, and what to do."""
    if not few:
        return ""
    return (
        f" The rule cannot be reached by {plural(few, 'household')}: their lists have fewer flag columns than the "
        f"{rule.serious_from} it needs for serious help, so their tier is not known. Load their other flags, or lower "
        f"the "
        "rule."
    )


def moves(found: dict[tuple[int | None, int | None], int], names: dict[int | None, str]) -> str:
    """How many households a change of the rule would move, and where to."""
    if not found:
        return "No household would move."
    parts = [f"{count:,} from “{names[a]}” to “{names[b]}”" for (a, b), count in _in_order(found)]
    total = sum(found.values())
    return f"{plural(total, 'household')} would move: {listed(parts)}."


def _in_order(found: dict[tuple[int | None, int | None], int]) -> list:
    return sorted(found.items(), key=lambda step: [tier or len(TIERS) + 1 for tier in step[0]])


def rule(tier_rule: TierRule) -> str:
    """The tier rule in a few words."""
    serious, either = tier_rule.serious_from, tier_rule.either_way_from
    last = serious - 1
    middle = (
        plural(either, "flag") if either == last else f"{either} {'or' if either + 1 == last else 'to'} {last} flags"
    )
    low = "no flag" if either == 1 else "0 or 1 flag" if either == 2 else f"0 to {either - 1} flags"
    return f"{serious} flags or more, serious help; {middle}, either way; {low}, in balance"


def pyramid(shape: Frequency) -> alt.TopLevelMixin:
    """Centred bars, one a tier, as wide as its share; each with its share, its count and the person's sentence."""
    tiers = shape.order
    shares = [shape.share(tier) or 0 for tier in tiers]
    rows = pd.DataFrame(
        {
            "tier": tiers,
            "left": [-share / 2 for share in shares],
            "right": [share / 2 for share in shares],
            "figure": [
                (f"{percent(shape.share(t))}  ·  " if shape.total >= FEWEST else "")
                + plural(shape.count(t), "household")
                for t in tiers
            ],
            "sentence": [TIERS.get(tier, tier) for tier in tiers],
        }
    )
    widest = max([*shares, 0.01]) / 2
    y = alt.Y("tier:O", axis=None, sort=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = Drawing(rows).encode(y=y)
    bars = base.mark_bar(height=BAR, yOffset=20, stroke=INK, strokeWidth=0.5).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[-widest, widest])),
        x2=alt.X2("right:Q"),
        color=alt.Color(
            "tier:O",
            legend=None,
            scale=alt.Scale(domain=tiers, range=[COLOURS[tier] for tier in tiers]),
        ),
        tooltip=[alt.Tooltip("sentence:N", title="In the person's words"), alt.Tooltip("figure:N", title="Households")],
    )
    words = base.mark_text(dy=-30, fontSize=14).encode(x=alt.datum(0), text=alt.Text("sentence:N"))
    figures = base.mark_text(dy=-11, fontSize=16, fontWeight="bold").encode(x=alt.datum(0), text=alt.Text("figure:N"))
    return themed((bars + words + figures).properties(height=BAND * len(tiers)))
