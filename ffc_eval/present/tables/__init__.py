"""Released in, tables and sentences out."""
