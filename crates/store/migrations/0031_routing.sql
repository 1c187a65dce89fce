-- What was proposed and what was decided: one row for each verification with a proposal. A read model.
CREATE TABLE routing_outcome (
    report_id         {uuid} NOT NULL,
    seq               {int}  NOT NULL,
    occurred_at       {int}  NOT NULL,
    occurred_day      {int}  NOT NULL,
    holder_id         {uuid} NOT NULL,
    source            {text} NOT NULL,
    confidence        {int}  NOT NULL,
    proposed_lead     {uuid},
    lead_id           {uuid} NOT NULL,
    proposed_category {uuid},
    category_id       {uuid} NOT NULL,
    PRIMARY KEY (report_id, seq)
) {keyed};
CREATE INDEX routing_outcome_day ON routing_outcome (holder_id, occurred_day);

-- What each body's decisions taught, up to a place in the order of events. Learnt again from the record if lost.
CREATE TABLE routing_model (
    body_id   {uuid}  PRIMARY KEY,
    learnt_to {int}   NOT NULL,
    saved_at  {int}   NOT NULL,
    model     {bytes} NOT NULL
) {keyed};
