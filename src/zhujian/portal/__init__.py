"""The portal: home, search page, tracking page, /me/.

Pages that join what the rooms below know.
"""
