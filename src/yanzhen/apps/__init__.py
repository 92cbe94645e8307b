"""The apps: one folder for each thing the service keeps and does.

Pages and other apps see an app through its `service` only.
"""
