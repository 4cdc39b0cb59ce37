"""Other libraries on our problems, each in a process of its own; nothing here is imported by the package."""
