-- Demands of each type in each of the last eight whole weeks of those who receive it, weeks without any among them; others have no week.
--
-- Demands without a type can recur unseen: `typed` of the `asked` that its agencies received in the week have one, whichever type is
-- asked for.
SELECT t.shown AS category, p.split, p.n AS count, p.week AS monday, p.typed, p.asked
FROM type_weeks AS p
JOIN spellings AS t ON t.pool = 'type' AND t.key = p.type_key
