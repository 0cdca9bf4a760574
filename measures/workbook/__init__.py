"""From the bytes of a workbook to checked rows: read, headings, check; and back again: template."""
