-- The demands that the filters leave: in a locality, received by an agency, of a type, from one month to another.
--
-- Names are here as their keys, which are one for all spellings of a name; `spellings` has how each is shown. A demand that
-- names no agency or no locality is of one that is called not recorded. `said` is Value, Failure, Not sure, or Not
-- classified where nobody has looked yet. A month is its first day, and so is `since`; `until` is the first day after. Midnight is
-- no time of the day, but what a date without one becomes. What has `own`
-- in its name is NULL where nothing is recorded: to group a million rows by it takes half as long.
SELECT
    _upload,
    _row,
    _key,
    demand_ref,
    received_on,
    coalesce(received_on_month, FALSE) AS is_month,
    coalesce(received_on_week, FALSE) AS is_week,
    coalesce(nullif(received_at, CAST('00:00:00' AS TIME)), received_on_time) AS time_of_day,
    CAST(date_trunc('month', received_on) AS DATE) AS month,
    verbatim,
    value_or_failure,
    coalesce(value_or_failure, 'Not classified') AS said,
    type_key,
    agency_key AS own_agency_key,
    coalesce(agency_key, 'notrecorded') AS agency_key,
    origin_agency_key AS origin_key,
    system_condition_key AS condition_key,
    minutes,
    resolved_first_time,
    resolved_on,
    household_ref,
    household_ref_key,
    locality_key AS own_locality_key,
    coalesce(locality_key, 'notrecorded') AS locality_key
FROM demands
WHERE ($locality IS NULL OR coalesce(locality_key, 'notrecorded') = $locality)
    AND ($agency IS NULL OR coalesce(agency_key, 'notrecorded') = $agency)
    AND ($type IS NULL OR coalesce(type_key, 'notyettyped') = $type)
    AND ($since IS NULL OR received_on >= CAST($since AS DATE))
    AND ($until IS NULL OR received_on < CAST($until AS DATE))
