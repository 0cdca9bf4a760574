-- Who came to the record of demands or went from it: the day, what happened, and the name of the agency or place, where it has one.
--
-- Only who brings one demand in twenty or more of what is on record then. A source that ends before the others, not long ago, does not
-- leave: of later weeks nothing is known of all together.
WITH cohorts AS (
    SELECT
        cohort,
        begins,
        ends,
        max(last_day) AS last_day,
        max(weight) AS weight,
        max(agency_key) AS agency_key,
        max(locality_key) AS locality_key
    FROM demand_spans
    GROUP BY cohort, begins, ends
),
ends AS (
    SELECT
        min(begins) AS begins,
        max(ends) AS ends,
        max(last_day) AS last_day,
        min(coalesce(agency_key, '')) = max(coalesce(agency_key, '')) AS is_one_agency,
        min(coalesce(locality_key, '')) = max(coalesce(locality_key, '')) AS is_one_place
    FROM cohorts
),
changes AS (
    SELECT c.begins AS day, c.begins AS reached, 'joins' AS what, c.weight, c.agency_key, c.locality_key
    FROM cohorts AS c
    CROSS JOIN ends AS e
    WHERE c.begins > e.begins
    UNION ALL
    SELECT CAST(c.ends + INTERVAL '1' DAY AS DATE), c.ends, 'leaves', c.weight, c.agency_key, c.locality_key
    FROM cohorts AS c
    CROSS JOIN ends AS e
    WHERE c.ends < e.ends
    UNION ALL
    SELECT c.last_day, c.last_day, 'ends before the others', c.weight, c.agency_key, c.locality_key
    FROM cohorts AS c
    CROSS JOIN ends AS e
    WHERE c.ends = e.ends AND date_diff('day', c.last_day, e.last_day) >= 7
),
named AS (
    SELECT
        day,
        reached,
        what,
        sum(weight) AS weight,
        CASE WHEN min(coalesce(agency_key, '')) = max(coalesce(agency_key, '')) THEN max(agency_key) END AS agency_key,
        CASE WHEN min(coalesce(locality_key, '')) = max(coalesce(locality_key, '')) THEN max(locality_key) END AS locality_key
    FROM changes
    GROUP BY day, reached, what
),
there AS (
    -- Who has other rows on record already, or still: of an agency in other places or in none, in a place of other agencies.
    SELECT
        n.day,
        n.what,
        max(CASE WHEN s.agency_key = n.agency_key THEN 1 ELSE 0 END) AS is_agency,
        max(CASE WHEN s.locality_key = n.locality_key THEN 1 ELSE 0 END) AS is_place
    FROM named AS n
    JOIN observed AS s ON s.agency_key = n.agency_key OR s.locality_key = n.locality_key
    WHERE s.kind = 'demands'
        AND NOT s.is_slip
        AND ($locality IS NULL OR s.locality_key = $locality)
        AND ($agency IS NULL OR s.agency_key = $agency)
        AND CASE n.what
            WHEN 'joins' THEN s.begins < n.reached
            WHEN 'leaves' THEN s.ends > n.reached
            ELSE s.last_day > n.reached
        END
    GROUP BY n.day, n.what
),
brought AS (
    SELECT n.reached, n.what, sum(c.weight) AS weight
    FROM named AS n
    JOIN cohorts AS c ON c.begins <= n.reached AND c.ends >= n.reached
    GROUP BY n.reached, n.what
)
SELECT
    n.day,
    n.what,
    CASE
        WHEN a.shown IS NULL AND l.shown IS NULL THEN 'A source without one name'
        WHEN l.shown IS NULL AND t.is_agency = 1 THEN a.shown || ' in some places'
        WHEN a.shown IS NULL AND t.is_place = 1 THEN l.shown || ' of some agencies'
        WHEN l.shown IS NULL OR (e.is_one_place AND a.shown IS NOT NULL) THEN a.shown
        WHEN a.shown IS NULL OR e.is_one_agency THEN l.shown
        ELSE a.shown || ' in ' || l.shown
    END AS name
FROM named AS n
CROSS JOIN ends AS e
JOIN brought AS b ON b.reached = n.reached AND b.what = n.what AND 20 * n.weight >= b.weight
LEFT JOIN there AS t ON t.day = n.day AND t.what = n.what
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = n.agency_key
LEFT JOIN spellings AS l ON l.pool = 'locality' AND l.key = n.locality_key
