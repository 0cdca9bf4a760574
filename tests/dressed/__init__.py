"""Known rows in files of random layout: the headings, forms of dates and figures, titles, totals, notes and blank rows
that people's own spreadsheets have. Whatever is read without a question must be those rows.
"""
