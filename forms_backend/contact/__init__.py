"""How a person may be reached: the safe-contact plan, the questions that make it, and its changes."""
