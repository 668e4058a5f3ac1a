"""Reading: functions of a session that answer with the shapes of `app.schemas`; nothing here changes a row."""
