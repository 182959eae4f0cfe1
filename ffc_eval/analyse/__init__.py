"""From responses to estimates."""
