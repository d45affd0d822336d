"""Surveys with real statistics: what is asked, of whom, what they said, and how sure that is.

It owns surveys and their waves, samples, responses, and the figures that are worked out of them. It leans on
`analysis/survey` for all statistics, on contributions for words that people give as such, and knows no trust page.
"""
