"""The look: base pages, components, forms, charts and maps, in both languages, light and dark.

Owns every template that more than one app uses, the styles and scripts, and the vendored front-end parts.
It leans on core alone and knows no app: apps put their sections into `navigation` from their own `apps.py`.
"""
