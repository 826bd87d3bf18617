"""`python -m selon`, for machines where the command is not on the path."""

from selon.cli import main

if __name__ == "__main__":
    main()
