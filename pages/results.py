"""Results: before and after, counts of outcomes, and referrals that came back or led to a package."""

from pages.ui import cache, empty, frame, results

frame.title(
    "Results",
    "What changed, by how much and in how many. Every figure has its unit, and its sample where one was given.",
)

answer = cache.ask("results")
if answer.is_empty:
    empty.needs("results")
there = results.there(answer)
if there:
    frame.of()
    for part, show in zip(frame.parts(*there), there.values()):
        if part.open:
            with part:
                show()
