"""The roof: settings, environment, root urls, the command, the demo city.

It knows everyone and is known by none.
"""
