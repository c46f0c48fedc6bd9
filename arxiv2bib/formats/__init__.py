"""What the readers and exporters of one format share."""
