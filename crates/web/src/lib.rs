//! Doors made of HTTP: public pages and workspace. No rules here.
