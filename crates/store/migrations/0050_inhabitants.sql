-- How many live in a region, as an official source counted them. Rows are only added: figures as of a moment take what
-- was written down before it.
CREATE TABLE region_inhabitants (
    region      {text} NOT NULL,
    year        {int}  NOT NULL,
    recorded_at {int}  NOT NULL,
    inhabitants {int}  NOT NULL,
    source      {text} NOT NULL,
    PRIMARY KEY (region, year, recorded_at)
) {keyed};
