"""The API schema's word for our key authentication."""

from drf_spectacular.authentication import TokenScheme


class KeyScheme(TokenScheme):
    target_class = "accounts.api_keys.KeyAuthentication"
