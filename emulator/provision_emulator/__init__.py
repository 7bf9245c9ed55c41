"""Starts the emulator a little more like AWS than it is by itself; every module replaces what its name says."""
