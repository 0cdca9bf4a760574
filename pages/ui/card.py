"""A measure as a person meets it: the finding, what it is of, the picture, the same numbers as a table, a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from measures import describe
from measures.answers import Answer
from measures.export.workbook import workbook

TALL = 420


def show(answer: Answer, headline: str, chart: object, *, note: str = "", open_table: bool = False) -> None:
    """The card of one measure."""
    subtitle = describe.subtitle(answer)
    st.subheader(headline, anchor=False)
    st.caption(" ".join(filter(None, (subtitle, note))))
    st.altair_chart(chart, theme=None, alt=f"{headline}. {subtitle} The same numbers are in the table below.")
    if open_table:
        table(answer)
    else:
        with st.expander("The same numbers as a table"):
            table(answer)
    with st.container(horizontal=True):
        st.download_button(
            "Download as Excel",
            data=lambda: workbook(answer, headline, subtitle),
            file_name=f"{answer.measure.title}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            key=f"download {answer.measure.name}",
            on_click="ignore",
        )
        with st.popover("What to bear in mind", icon=":material/info:"):
            st.markdown(f"{answer.measure.sentence}\n\n**How it is worked out.** {answer.measure.formula}")
            st.markdown("\n".join(f"- {caveat}" for caveat in answer.measure.caveats))


def table(answer: Answer) -> None:
    """An answer's numbers, in words a person reads."""
    words = f"{answer.measure.category} in words"
    records = [
        {describe.sentence_case(key): value for key, value in r.items() if key != words}
        | ({describe.sentence_case(answer.measure.category): r[words]} if words in r else {})
        for r in answer.records()
    ]
    frame = pd.DataFrame(records)
    if "Share" in frame:
        frame["Share"] = frame["Share"].map(describe.percent)
    for name in frame.select_dtypes("number"):
        frame[name] = frame[name].map(lambda n: f"{n:,}")
    st.table(frame, hide_index=True, height=TALL if len(frame) > 12 else "content", alt=answer.measure.title)
