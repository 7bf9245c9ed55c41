"""Starts the emulator; `provision_emulator.start` says how."""

from provision_emulator.start import main

main()
