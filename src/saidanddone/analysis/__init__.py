"""Pure Python on arrays: no Django, no input or output.

`text` knows which texts are alike; `disclosure` keeps back small numbers of people, and all other parts may lean on it.
More parts come with the surveys and the opinion maps.
"""
