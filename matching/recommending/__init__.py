"""Loading arrays, calling the engine, storing what it found, and saying it in words."""
