"""`python -m saidanddone` is the same as the console script."""

from saidanddone.config.command import main

main()
