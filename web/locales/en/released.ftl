# released
