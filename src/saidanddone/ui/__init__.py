"""Components, base templates, forms, icons, charts and maps: everything that pages are made of.

It owns the look and knows no app. It leans on core alone.
"""
