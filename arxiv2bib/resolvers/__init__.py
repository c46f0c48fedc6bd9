"""Resolvers: what services know of an entry. They see a fetcher, never the network."""
