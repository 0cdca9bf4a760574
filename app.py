"""The app: who is here, navigation by question, and the one place where a store that cannot be used becomes a
sentence."""

import streamlit as st

from measures.access import NoRightError
from measures.problems import OlderStoreError, StoreError
from pages.ui import access, cache, look, notices, person, steps, trail
from pages.ui.words import plain

look.show()
st.set_option("client.showSidebarNavigation", True)  # our own menu: see pages/ui/__init__.py
me = access.who()
trail.came(me)
menu = {
    "": [
        st.Page(
            "pages/common_measures.py",
            title="Common measures",
            icon=":material/dashboard:",
            default=True,
            help="The three tiers on one board: what a steering group opens.",
        ),
    ],
    "Demand": [
        st.Page(
            "pages/value_and_failure.py",
            title="Value and failure",
            icon=":material/forum:",
            help="What people ask for, in their own words, how much of it is failure, and the capacity it takes.",
        ),
        st.Page(
            "pages/demand_tiers.py",
            title="Demand tiers",
            icon=":material/home_work:",
            help="Households, flags and tiers of need by street.",
        ),
        st.Page(
            "pages/capacity.py",
            title="Capacity",
            icon=":material/hourglass_bottom:",
            help="Hours that value and failure demand take, and how many households a team can carry.",
        ),
    ],
    "People": [
        st.Page(
            "pages/case_story.py",
            title="Case story",
            icon=":material/person:",
            help="One case: what mattered, what was received, by how many people, at what cost.",
        ),
        st.Page(
            "pages/outcomes.py",
            title="Outcomes",
            icon=":material/radar:",
            help="How people rate what matters to them, from review to review.",
        ),
    ],
    "Change": [
        st.Page(
            "pages/agency_costs.py",
            title="Agency costs",
            icon=":material/payments:",
            help="Cost by agency, historic against principles-based; before and after intervention.",
        ),
        st.Page(
            "pages/over_time.py",
            title="Over time",
            icon=":material/show_chart:",
            help="Capability charts: what varies as it always does, and what is a signal.",
        ),
        st.Page(
            "pages/results.py",
            title="Results",
            icon=":material/compare_arrows:",
            help="Before and after, counts of outcomes, and referrals that came back.",
        ),
    ],
    "Your data": [
        st.Page(
            "pages/upload.py",
            title="Upload",
            icon=":material/upload_file:",
            help="Check spreadsheets and load them.",
        ),
        st.Page(
            "pages/classify.py",
            title="Classify",
            icon=":material/inbox:",
            help="Value or failure: one demand after another, in the person's own words.",
        ),
        st.Page(
            "pages/history.py",
            title="History",
            icon=":material/history:",
            help="What was loaded, when and by whom; withdraw and bring back.",
        ),
        st.Page(
            "pages/guide.py",
            title="Guide",
            icon=":material/menu_book:",
            help="Every kind of spreadsheet, with its template, and every measure.",
        ),
    ],
}
if not me.is_known:  # whatever page is asked for
    addresses = [each.url_path for pages in menu.values() for each in pages]
    menu = {"": [st.Page(access.door, title=access.TITLE, url_path=path, default=not path) for path in addresses]}
elif me.is_manager and not access.changes():
    looks = ("history", "guide")
    menu["Your data"] = [each for each in menu["Your data"] if each.url_path in looks]
elif not me.is_manager:
    guide = [each for each in menu.pop("Your data") if each.url_path == "guide"]
    menu = menu | {"Your data": guide} if me.sees_rows else {"": [*menu[""], *guide]}
page = st.navigation(menu, expanded=True, position="sidebar" if me.is_known else "hidden")
look.name(page.title)
steps.one_for_each_page()
try:
    if me.is_known:
        cache.open_store()  # before the page, so that no page begins what it cannot finish
        person.show()
        access.only_here()
        notices.behind()
    if me.is_manager:
        notices.new_data()
    elif me.sees_rows:
        notices.localities()
    page.run()
except OlderStoreError as error:
    st.error(plain(str(error)), icon=":material/error:")
    if me.is_manager:
        st.button("Go on with the store as it is", icon=":material/history:", on_click=cache.accept_older_store)
except NoRightError as error:
    trail.refused(page.title)
    st.error(plain(str(error)), icon=":material/error:")
except StoreError as error:
    st.error(plain(str(error)), icon=":material/error:")
