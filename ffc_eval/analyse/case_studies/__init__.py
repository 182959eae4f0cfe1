"""Families followed over time: participants, consent, contacts, plans, milestones, outcomes."""
