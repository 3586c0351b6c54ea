"""A journey: pages declared as data, walked one at a time, kept as a sealed draft until it is sent."""
