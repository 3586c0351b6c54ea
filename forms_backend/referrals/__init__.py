"""Self-referral to the Victim and Witness Hub."""
