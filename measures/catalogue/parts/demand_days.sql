-- The days of each upload on which a demand is dated, where and when the filters look.
SELECT _upload, received_on
FROM demands_as_loaded
WHERE received_on <= CAST($last_day AS DATE)
    AND ($locality IS NULL OR coalesce(locality_key, 'notrecorded') = $locality)
    AND ($agency IS NULL OR coalesce(agency_key, 'notrecorded') = $agency)
    AND ($since IS NULL OR received_on >= CAST($since AS DATE))
    AND ($until IS NULL OR received_on < CAST($until AS DATE))
GROUP BY _upload, received_on
