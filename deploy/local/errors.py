"""What stops a local run: always one clear line for the person who started it."""


class CannotStart(Exception):  # read as a sentence where it is raised
    """Something that the person at the keyboard can mend; the text says what and how."""
