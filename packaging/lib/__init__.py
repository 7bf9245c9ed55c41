"""How the packages are built and checked: one module for each kind of package."""
