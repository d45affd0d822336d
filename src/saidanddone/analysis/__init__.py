"""Pure Python on arrays: no Django, no input or output. Its parts come with the surveys and the opinion maps."""
