"""What a web server imports: `gunicorn 'forms_backend.wsgi:app'`."""

from forms_backend import create_app
from forms_backend.settings import load_settings
from forms_backend.settling import settle

app = create_app(load_settings())
settle()
