"""Both forms on paper, made from the same pages, questions and words as on the web: a new question is on paper the same day."""
