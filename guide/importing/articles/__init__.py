"""Bringing the Markdown of another site into the magazine, again and again, without losing a word of anybody.

    find (folder) → read the header (header, facts) → read the text (dialect, title) → rewrite it (body: markup,
    shortcodes, photos, links) → judge and write (shelf, names) → tell (report)

What a dialect of Markdown says and this site cannot show is said otherwise, and told; what nothing in a file
says is guessed, and told; what a person has written here since is never overwritten.
"""
