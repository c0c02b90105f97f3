"""Online courses as files: how a module's text is read, and how a folder of them becomes a course."""
