"""Pelican plugins, one folder a feature; the modules beside the folders are what features share."""
