"""Starts the emulator with patches that make it more like AWS; each module patches what its name says."""
