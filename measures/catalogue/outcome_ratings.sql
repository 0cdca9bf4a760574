-- Every rating of a person's own statements, of one case or of all.
SELECT case_ref AS case, statement, nth, date, rating, lowest, highest, rated_by, own, note, place, left_out
FROM ratings_in_order
