"""工作日历: the year as it is worked, and the days that the division has loaded."""
