-- Lists in which every household has the same flag: `lists_selected`.
SELECT upload, NULL AS row, NULL AS column, flag AS what, households AS found, NULL AS stated
FROM lists_selected
