"""On the way in, before anything else reads: quarantine, pseudonyms, redaction."""
