# Officers’ pages.
