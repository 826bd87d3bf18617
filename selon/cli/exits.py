"""Exit statuses of the commands; wrong usage is 2, as the command line library has it."""

FAILED = 1
INTERRUPTED = 130
