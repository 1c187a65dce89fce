-- An edition that its last editor approved, for nobody else in the body may approve: kept with it for ever.
ALTER TABLE official ADD COLUMN alone {bool};
