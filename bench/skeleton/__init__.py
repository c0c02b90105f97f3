"""A page like ours (twelve middlewares, session, user, six queries, twenty cards)."""
