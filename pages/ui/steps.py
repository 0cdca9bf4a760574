"""The browser's Back and Forward: a step for each page, and each page with the filters that it had.

Streamlit 1.67 needs help with both. It tells the browser of a page that is left that its filters are gone, in a step of
their own, before it goes to the next page. And where it comes back to a page, it takes a filter that both pages have
for one of the page that was left, and drops it from the address.
"""

from __future__ import annotations

from streamlit.components.v2 import component
from streamlit.runtime.scriptrunner import get_script_run_ctx

# A step within a page takes the place of the one before, and a page that is left has its address back. What a person
# chooses in a filter is Streamlit's replaceState: from then on that is the address of the page.
_one_for_each_page = component(
    "measures_one_step_for_each_page",
    js="""export default () => {
        if (window.oneStepForEachPage) return;
        window.oneStepForEachPage = true;
        const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
        let kept = null;
        history.pushState = (state, title, address) => {
            if (new URL(address, location.href).pathname === location.pathname) {
                kept ??= location.href;
                replace(state, title, address);
                return;
            }
            if (kept !== null) replace(state, title, kept);
            kept = null;
            push(state, title, address);
        };
        history.replaceState = (...how) => { kept = null; replace(...how); };
        window.addEventListener('popstate', () => { kept = null; });
    }""",
)


def one_for_each_page() -> None:
    """From now on in this tab, each page is one step of the browser's history. Before the page is run."""
    _one_for_each_page(key="steps", height=1)
    ctx = get_script_run_ctx()
    if ctx is None or not ctx.is_history_navigation:
        return
    with (
        ctx.session_state.query_params() as params
    ):  # the filters are those of the address that the browser went back to
        params.populate_from_query_string(ctx.query_string)
        params.set_initial_query_params_from_current()
        params._send_query_param_msg()
