"""The words of the method, each in one sentence: what the guide prints, for a person who has never met them."""

from __future__ import annotations

GLOSSARY: dict[str, dict[str, str]] = {
    "Demand": {
        "Purpose": "What a service is there to do, said as the people who use it would say it.",
        "Demand": "Something a person asks for or needs, kept in their own words.",
        "Verbatim": "The exact words in which somebody asked, before anybody sorts or shortens them.",
        "What matters": "What a person wants their life to be like, in their own words, which help is designed and "
        "judged by.",
        "Value demand": "A request that the service is there to meet.",
        "Failure demand": "A request that only arises because something was not done, or was not done right for the "
        "person.",
        "Avoidable contact": "An older government name for contact that should not have been needed, close to failure "
        "demand but "
        "not the same.",
        "Type of demand": "A group of requests that mean the same to the people who make them, found by reading and "
        "not from a list "
        "made beforehand.",
        "Predictable demand": "A type of demand that comes back often enough to plan for.",
        "High-frequency predictable value demand": "The few requests that come most often, can be foreseen and are "
        "worth serving, "
        "and so are what a service is designed for first.",
        "First-time resolution": "All that a person asked for was settled the first time they asked.",
        "End-to-end time": "The days from first asking until the problem is solved for the person, whatever was "
        "closed and reopened "
        "between.",
        "Re-referral": "The same person or household is referred again within a stated time, here 12 months.",
    },
    "Work and its causes": {
        "Capacity": "The time there is for work, part of which does what matters while the rest is waste.",
        "Value work": "The steps that do what matters to the person.",
        "Waste": "Activity that does nothing for what matters, such as passing on, checking again and chasing.",
        "Flow": "The way a request takes through people and agencies until it is met.",
        "System condition": "A cause that is built into how work is set up, such as a target, a rule, a computer "
        "system or the way "
        "money comes.",
        "Check, Plan, Do": "Study what happens now, design something better, try it, and study again.",
        "Pull": "Bringing a specialist to the person when the case needs one, in place of sending the person on.",
    },
    "Places and people": {
        "Locality working": "Agencies design help together, starting from what people in one place ask for.",
        "Flag": "A Yes or No that says whether an agency has marked a household for one thing, such as rent arrears.",
        "Tier": "How much help a household needs: 1 serious help, 2 could go either way, 3 in balance but in need of "
        "a little help.",
        "Rating": "A number from 0 to 10, or on the scale that its sheet has, that people themselves give to a "
        "statement of their own, and that is never averaged.",
    },
    "Over time": {
        "Capability": "What a service can be expected to achieve as it works now: the mean, and how far it varies "
        "around it.",
        "Capability chart": "A line of points in order of time with its mean and limits, to tell usual variation from "
        "a signal.",
        "Mean": "The sum of the points divided by how many there are.",
        "Limits": "The two lines between which nearly every point falls as long as nothing changes, worked out from "
        "the points "
        "themselves and never a target.",
        "Moving range": "How far a point is from the one before it, whether up or down.",
        "Routine variation": "The ups and downs that every measure has, also called common cause, which ask for no "
        "explanation "
        "point by point.",
        "Signal": "A pattern that routine variation hardly ever makes, also called special cause, so that asking what "
        "changed "
        "is worth while.",
        "Trial limits": "Limits drawn from fewer than 12 points, which may still move a good deal.",
        "Baseline": "The points that the limits are frozen on, so that later points are judged by them.",
        "Step change": "A date, with a reason, from which the mean and limits are worked out anew because something "
        "is known to "
        "have changed.",
    },
    "Money": {
        "Historic approach": "What was spent on a case in the way agencies worked before.",
        "Principles-based approach": "What is spent on a case by doing what matters to the person.",
        "Cashable saving": "Money that really leaves a budget and can be spent on something else.",
        "Capacity released": "Time that people have back for other work, and that is not money in hand.",
        "Avoided cost": "A cost that is thought not to have come about, which nobody can see in the accounts.",
        "Price year": "The year in whose prices an amount is said.",
        "Deflator": "The figure that brings an amount of one year to the prices of another.",
        "Window": "The days that an amount covers, without which no two amounts can be compared.",
    },
    "Keeping people unknown": {
        "Consent to show": "A record that a person agreed to have their own story shown to others.",
        "Suppression": "Leaving out a small number so that nobody can be recognised by it.",
        "Secondary suppression": "Leaving out a further number so that the first cannot be worked out from a total.",
        "Smallest group": "The fewest people or households that may be shown as a number of their own.",
    },
}
