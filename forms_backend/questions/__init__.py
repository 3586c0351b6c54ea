"""What a question is made of: fields, and the way from a form to a page. Journeys and the desk both ask."""
