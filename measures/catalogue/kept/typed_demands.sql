-- How many demands each agency received in each week, whichever type is asked for, and how many of them have a type.
SELECT
    coalesce(agency_key, 'notrecorded') AS agency_key,
    CAST(date_trunc('week', received_on) AS DATE) AS week,
    count(*) AS asked,
    count(type_key) AS typed
FROM demands
WHERE ($locality IS NULL OR coalesce(locality_key, 'notrecorded') = $locality)
    AND ($agency IS NULL OR coalesce(agency_key, 'notrecorded') = $agency)
    AND ($since IS NULL OR received_on >= CAST($since AS DATE))
    AND ($until IS NULL OR received_on < CAST($until AS DATE))
GROUP BY coalesce(agency_key, 'notrecorded'), CAST(date_trunc('week', received_on) AS DATE)
