-- Eight quarters of 91.3125 days on each side of the day the new way began, which is day 0 and in quarter 1 after.
SELECT *
FROM (
    VALUES
        (-8, -730, -640), (-7, -639, -548), (-6, -547, -457), (-5, -456, -366),
        (-4, -365, -274), (-3, -273, -183), (-2, -182, -92), (-1, -91, -1),
        (1, 0, 91), (2, 92, 182), (3, 183, 273), (4, 274, 365),
        (5, 366, 456), (6, 457, 547), (7, 548, 639), (8, 640, 730)
) AS q (quarter, first_day, last_day)
