"""Opening hours: read as people write them, evaluated day by day, told again in words and as a year of days.

`written` reads a text into an OSM ``opening_hours`` expression; `schedule` says what an expression has on each day, with
the `holidays` of a place; `timetable` keeps a year of days in little room; `sentence` says an expression in words.
"""
