"""The page shell: components, design tokens, page cache, access signs, panels, uploads.

Everything that every page shares; no subject of its own.
"""
