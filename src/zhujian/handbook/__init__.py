"""What is printed of the catalogue: the guide of one item as a paper of one or two pages.

Reads the catalogue and owns no table. A printed guide bears an address that tells whether it is
still the current version.
"""
