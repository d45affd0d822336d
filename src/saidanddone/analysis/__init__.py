"""Pure Python on arrays: no Django, no input or output.

`text` knows which texts are alike, `survey` how sure figures of people's answers are, `targets` how far something has
come, `network` who holds organisations together; `disclosure` keeps back small numbers of people, and all other parts
may lean on it. More parts come with the opinion maps.
"""
