"""The words of the interface and of messages, one catalogue (gettext) a language."""
