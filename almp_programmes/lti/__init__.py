"""LTI 1.3 with us as the platform: launching a tool, and the services it may call back (grades, members)."""
