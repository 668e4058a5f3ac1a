"""Files that go out: values in, bytes out; what is here knows neither a session nor HTTP."""
