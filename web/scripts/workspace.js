// Officers' pages; loaded by templates/workspace only where needed.
export {};
