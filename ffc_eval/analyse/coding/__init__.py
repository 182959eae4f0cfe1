"""Comments matched with the codebook, themes counted by people."""
