-- The days of the record, of each upload, on which a demand was received: whatever the filters leave.
SELECT _upload, received_on
FROM demands_as_loaded
GROUP BY _upload, received_on
