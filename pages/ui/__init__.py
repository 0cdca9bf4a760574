"""What pages are arranged from. Nothing here computes a figure."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

# Streamlit takes a folder named `pages` for its older kind of app until app.py has called st.navigation once. So the
# first visitor of a new server who arrives by a link to a page would get that page without app.py: another menu, and
# no sentence where the store is refused. Every page imports this first: begin again, with app.py. The other menu stays
# hidden meanwhile (.streamlit/config.toml), because a click on one of its links leads nowhere in ours.
if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.set_option("client.showSidebarNavigation", True)
    st.rerun()
