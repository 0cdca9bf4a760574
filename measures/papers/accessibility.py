"""The accessibility statement, in the form that public bodies in the United Kingdom publish (Public Sector Bodies
(Websites and Mobile Applications) Accessibility Regulations 2018; WCAG 2.2)."""

from __future__ import annotations

STATEMENT = {
    "How accessible this is": (
        "Every page is meant to meet the Web Content Accessibility Guidelines 2.2 at level AA. It meets them in part, "
        "because of what is listed below."
    ),
    "What you can do": (
        "Change colours between light and dark in the menu's settings. Zoom to 200% without the page moving sideways, "
        "and use it on a telephone. Work with the keyboard alone: upload, load, the filters, the inbox by single keys; "
        "a table that scrolls has a tab stop. Read every chart as words and as a table of the same numbers. Ask your "
        "device for less motion, and nothing moves."
    ),
    "What does not work yet": (
        "The menu's list holds its sections as divisions, so a screen reader may not count the links as one list "
        "(success criterion 1.3.1, information and relationships). It comes from the library that draws the pages. No "
        "person who uses a screen reader every day has tested the app yet."
    ),
    "How it was tested": (
        "Each page, at a desk's width on a light page and at a telephone's on a dark one, by axe-core in Chromium, at "
        "every change of the program; the keyboard by a test of each task. Tests by program find perhaps half of the "
        "barriers."
    ),
    "If you need something else": (
        "Ask whoever runs this app in your organisation for the figures in another form: every table can be taken as a "
        "file. They also answer what you report. In England, Scotland and Wales the Equality and Human Rights "
        "Commission enforces the regulations, in Northern Ireland the Equality Commission."
    ),
}
