"""Released in, tables, figures and reports out; nothing is computed here."""
