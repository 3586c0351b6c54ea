"""What people who look after the facts run: reports, checks, confirmations, and what comes in from elsewhere."""
