"""What was understood (findings, with their evidence) and what was chosen (decisions, with the use of all they cite).

It owns findings, who wrote and who checked them; decisions, their options, bounds, uses, clocks and gates; and the
exercises that residents try. It leans on contributions, whose words are the evidence, and tells nobody itself: it sends
`moved`.
"""
