-- Interactions and cost of each case in each of the quarters in which it is compared with itself, and what had to be left out.
--
-- What an agency did that wrote down payments in its place for a part of the record is a cost and no interaction, and is told beside; so
-- is what is paid by the half-year or year, the first after the intervention, which is for time before it too.
SELECT
    case_ref,
    quarter,
    cash_type,
    price_year,
    CAST(transactions AS INTEGER) AS transactions,
    CAST(lines AS INTEGER) AS lines,
    CAST(amount AS DOUBLE) AS amount,
    CAST(most AS DOUBLE) AS most,
    left_out
FROM compared_lines
