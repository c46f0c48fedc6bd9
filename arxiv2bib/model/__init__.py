"""The typed core model."""
