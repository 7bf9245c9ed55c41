"""Starts the emulator; see `provision_emulator.start`."""

from provision_emulator.start import main

main()
