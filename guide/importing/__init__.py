"""Bringing shops into a town from OpenStreetMap or a table, again and again, without losing a word of anybody.

    read (sources) → understand (osm, columns) → place (place) → judge (accept) → merge → write (store) → tell (report)

Nothing is guessed and nothing is dropped in silence: what has no place in an entry goes into its
notes, what has no place in the guide into the report. What a person has written is never overwritten.
"""
