"""What became of one contribution, told in the order in which it happened, on one page.

It owns dispositions, tellings and the figures of coverage, which follow what apps below announce. It leans on all, and
asks each in its own words.
"""
