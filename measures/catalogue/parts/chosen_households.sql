-- The households that the filters leave: in a locality, with a flag, at a tier. A filter that is not set leaves all. Tier 0 is of those
-- that have none; and with `$flag_unknown` those are left of whom nobody has said whether they have the flag.
SELECT *
FROM households_in_tiers
WHERE ($locality IS NULL OR locality_key = $locality)
    AND ($tier IS NULL OR coalesce(tier, 0) = $tier)
    AND (
        $flag IS NULL
        OR ($flag_unknown IS NULL AND _key IN (SELECT _key FROM flags WHERE flag_key = $flag AND is_set))
        OR ($flag_unknown IS NOT NULL AND _key NOT IN (SELECT _key FROM flags WHERE flag_key = $flag AND is_set IS NOT NULL))
    )
