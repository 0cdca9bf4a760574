"""Charts: functions from an answer to a picture. They fetch nothing and ask nothing."""
