-- The households that the filters leave: in a locality, with a flag, at a tier. A filter that is not set leaves all.
SELECT *
FROM households_in_tiers
WHERE ($locality IS NULL OR locality_key = $locality)
    AND ($tier IS NULL OR tier = $tier)
    AND ($flag IS NULL OR _key IN (SELECT _key FROM flags WHERE flag_key = $flag AND is_set))
