"""Released in, figures out."""
