"""Days that count: the working calendar, limits, opening hours, and the dates that follow from them."""
