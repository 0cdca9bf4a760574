"""Known rows that grow from month to month, exported again and again as offices do: the whole log, the latest three
months, the month alone, a corrected one; and loaded one after the other, which must make those rows."""
