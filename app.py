"""The app: page configuration, navigation, and the one place where a store that cannot be used becomes a sentence."""

import streamlit as st

from measures.problems import StoreError
from pages.ui import cache

st.set_page_config(page_title="Measures", page_icon=":material/monitoring:", layout="wide")
page = st.navigation(
    {
        "Measures": [
            st.Page(
                "pages/demand_tiers.py",
                title="Demand tiers",
                icon=":material/home_work:",
                default=True,
                help="Households, flags and tiers of need by street.",
            ),
        ],
        "Data": [
            st.Page(
                "pages/upload.py",
                title="Upload",
                icon=":material/upload_file:",
                help="Check spreadsheets and load them.",
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
)
try:
    cache.store()  # before the page, so that no page begins what it cannot finish
    page.run()
except StoreError as error:
    st.error(str(error), icon=":material/error:")
