# own
