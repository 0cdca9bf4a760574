"""The Upload page: files are chosen (`chosen`), read and compared (`review`), shown as they are (`grid`, `sheets`),
asked about one thing at a time (`asked`, of its columns and its cells; `reading`), changed (`mending`), and loaded
(`load`, `landed`).

What a person says stands in their draft (`measures.drafts`), never in a control: it outlasts a look at another page and
a reload.
"""
