"""Records to paper: booklets, posters and cards, each made from the same records as the site. Nothing here is typed again."""
