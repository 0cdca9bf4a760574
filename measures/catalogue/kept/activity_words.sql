-- What the name of each activity says that it is, by whole words: a discharge is no charge, and coffee no fee.
--
-- A payment is by the words for payments, which can be changed. A referral has that word in it wherever it is, for no word has
-- it by chance: a re-referral and a self-referral are referrals.
SELECT
    key AS activity_key,
    CASE WHEN regexp_matches(lower(shown), CAST($payments AS VARCHAR)) THEN 1 ELSE 0 END AS is_payment,
    CASE WHEN position('referral' IN key) > 0 THEN 1 ELSE 0 END AS is_referral,
    CASE
        WHEN regexp_matches(lower(shown), '(^|[^0-9a-zÀ-῾])(received|receipt|accepted|acknowledged)([^0-9a-zÀ-῾]|$)') THEN 1
        ELSE 0
    END AS is_received,
    CASE
        WHEN regexp_matches(lower(shown), '(^|[^0-9a-zÀ-῾])(|re)assess(|es|ed|ing|ment|ments)([^0-9a-zÀ-῾]|$)') THEN 1
        ELSE 0
    END AS is_assessment
FROM spellings
WHERE pool = 'activity'
