"""For every test: how hard hypothesis may try. A busy machine is slow, and slowness is no defect here (speed is `make bench`)."""

from hypothesis import HealthCheck, settings

settings.register_profile("no stopwatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no stopwatch")
