-- The record. Events are the truth; `content` holds the erasable words; the rest are read models
-- (report, clock_interval, state_interval, milestone, entity) or working tables.

CREATE TABLE event (
    body_id       {uuid} NOT NULL,
    stream_kind   {text} NOT NULL,
    stream_id     {uuid} NOT NULL,
    seq           {int}  NOT NULL,
    position      {int},
    occurred_at   {int}  NOT NULL,
    recorded_at   {int}  NOT NULL,
    actor_role    {text} NOT NULL,
    actor_officer {uuid},
    actor_unit    {uuid},
    kind          {text} NOT NULL,
    version       {int}  NOT NULL,
    payload       {text} NOT NULL,
    PRIMARY KEY (body_id, stream_kind, stream_id, seq)
) {keyed};
-- The sequencer's inbox, and the order it gave.
CREATE INDEX event_unordered ON event (recorded_at, stream_id, seq) WHERE position IS NULL;
CREATE UNIQUE INDEX event_position ON event (position) WHERE position IS NOT NULL;

-- Who gives places, until when, and the last one given. One row.
CREATE TABLE sequencer (
    id          {int}  PRIMARY KEY,
    holder      {uuid} NOT NULL,
    leased_till {int}  NOT NULL,
    position    {int}  NOT NULL
) {table};

CREATE TABLE content (
    id          {uuid}  PRIMARY KEY,
    body_id     {uuid}  NOT NULL,
    stream_id   {uuid}  NOT NULL,
    kind        {text}  NOT NULL,
    salt        {bytes},
    wrapped_key {bytes},
    sealed      {bytes},
    plain       {text},
    created_at  {int}   NOT NULL,
    erased_at   {int}
) {keyed};
CREATE INDEX content_stream ON content (stream_id);

CREATE TABLE report (
    id           {uuid} PRIMARY KEY,
    body_id      {uuid} NOT NULL,
    holder_id    {uuid} NOT NULL,
    tracking_no  {text} NOT NULL,
    external_id  {text},
    received_at  {int}  NOT NULL,
    received_day {int}  NOT NULL,
    recorded_at  {int}  NOT NULL,
    updated_at   {int}  NOT NULL,
    seq          {int}  NOT NULL,
    state        {text} NOT NULL,
    figure       {text},
    needs_action {bool} NOT NULL,
    report_type  {text} NOT NULL,
    supervisory  {bool} NOT NULL,
    category_id  {uuid},
    lead_id      {uuid},
    person_id    {uuid},
    region       {text},
    channel      {text} NOT NULL,
    anonim       {bool} NOT NULL,
    rahasia      {bool} NOT NULL,
    is_public    {bool} NOT NULL,
    priority     {int}  NOT NULL,
    round        {int}  NOT NULL,
    merge_root   {uuid},
    rating       {int},
    due_at       {int}  NOT NULL,
    told         {int}  NOT NULL,
    has_barred   {bool} NOT NULL,
    next_timer   {int}
) {table};
CREATE UNIQUE INDEX report_tracking ON report (tracking_no);
CREATE UNIQUE INDEX report_external ON report (external_id) WHERE external_id IS NOT NULL;
-- Each leads lists newest first (see src/list). The first carries what nothing leads and hardly ever changes.
CREATE INDEX report_received ON report (holder_id, received_at, id, region, channel, priority);
CREATE INDEX report_category ON report (holder_id, category_id, received_at, id, state);
CREATE INDEX report_lead     ON report (holder_id, lead_id, received_at, id, state);
CREATE INDEX report_region   ON report (holder_id, region, received_at, id);
CREATE INDEX report_state    ON report (holder_id, state, received_at, id);
-- What someone must act on, by due date; the first carries what lists filter by, so that rare filters read no rows.
CREATE INDEX report_due      ON report (holder_id, due_at, id, state, category_id, region, channel, priority,
    supervisory, received_at) WHERE needs_action;
-- What waits for one thing, such as a verification, among much that is due before it.
CREATE INDEX report_state_due ON report (holder_id, state, due_at, id) WHERE needs_action;
CREATE INDEX report_lead_due ON report (holder_id, lead_id, due_at, id) WHERE needs_action;
-- What was given to one person: few reports are.
CREATE INDEX report_person     ON report (holder_id, person_id, received_at, id) WHERE person_id IS NOT NULL;
CREATE INDEX report_person_due ON report (holder_id, person_id, due_at, id) WHERE needs_action AND person_id IS NOT NULL;
-- Whose delay was told to the head of the unit (1), the leader (2), the overseer (4): late ones only.
CREATE INDEX report_told       ON report (holder_id, due_at, id, told, lead_id, supervisory) WHERE told > 0;
-- Where some officer may not take the next step, so that another office may have to: of all bodies, few are.
CREATE INDEX report_barred_due ON report (due_at, id, holder_id, state) WHERE needs_action AND has_barred;
-- What everybody may see: of one body, and of all.
CREATE INDEX report_public     ON report (holder_id, received_at, id, category_id, region, figure, received_day)
    WHERE is_public;
CREATE INDEX report_public_all ON report (received_at, id, category_id, region, figure, received_day)
    WHERE is_public;
CREATE INDEX report_timer    ON report (next_timer) WHERE next_timer IS NOT NULL;
CREATE INDEX report_merged   ON report (merge_root) WHERE merge_root IS NOT NULL;

-- Officers whom a report is about: it never appears in a list of theirs.
CREATE TABLE report_excluded (
    report_id  {uuid} NOT NULL,
    officer_id {uuid} NOT NULL,
    PRIMARY KEY (report_id, officer_id)
) {keyed};

-- Officers who may not take the step that is due: whom it is about, who closed what is disputed, who archived
-- what is objected to.
CREATE TABLE report_barred (
    report_id  {uuid} NOT NULL,
    officer_id {uuid} NOT NULL,
    PRIMARY KEY (report_id, officer_id)
) {keyed};

-- Units that help, or helped: their part of it, by their own due date.
CREATE TABLE report_support (
    report_id   {uuid} NOT NULL,
    unit_id     {uuid} NOT NULL,
    holder_id   {uuid} NOT NULL,
    is_open     {bool} NOT NULL,
    due_at      {int}  NOT NULL,
    received_at {int}  NOT NULL,
    PRIMARY KEY (report_id, unit_id)
) {keyed};
-- Units help rarely: a list passes over the entries of other units.
CREATE INDEX report_support_due      ON report_support (holder_id, due_at, report_id, unit_id) WHERE is_open;
CREATE INDEX report_support_received ON report_support (holder_id, received_at, report_id, unit_id);

-- One row for each stretch of recorded time in which nothing that figures ask for changed.
-- A body that gave a report away keeps a `left` row: for it the report is `transferred` from then on.
-- `tally` packs what counts need into one number to group by. Within a day, stretches stand by their end: a
-- figure as of a moment steps over all that ended before.
CREATE TABLE state_interval (
    holder_id      {uuid} NOT NULL,
    received_day   {int}  NOT NULL,
    report_id      {uuid} NOT NULL,
    from_seq       {int}  NOT NULL,
    from_us        {int}  NOT NULL,
    to_us          {int}  NOT NULL,
    has_left       {bool} NOT NULL,
    merge_root     {uuid},
    state          {text} NOT NULL,
    figure         {text},
    ended_by       {text},
    outcome        {text},
    reason         {text},
    reopened       {bool} NOT NULL,
    joined         {bool} NOT NULL,
    status_unknown {bool} NOT NULL,
    imported       {bool} NOT NULL,
    is_public      {bool} NOT NULL,
    lead_id        {uuid},
    category_id    {uuid},
    report_type    {text} NOT NULL,
    supervisory    {bool} NOT NULL,
    channel        {text} NOT NULL,
    region         {text},
    rating         {int},
    recorded_at    {int}  NOT NULL,
    tally          {int}  NOT NULL,
    PRIMARY KEY (holder_id, received_day, to_us, report_id, from_seq)
) {keyed};
CREATE INDEX state_interval_report ON state_interval (report_id, from_us);
CREATE INDEX state_interval_merged ON state_interval (holder_id, to_us) WHERE merge_root IS NOT NULL;

-- One row for each stretch of recorded time in which a clock looked the same.
CREATE TABLE clock_interval (
    report_id    {uuid} NOT NULL,
    kind         {text} NOT NULL,
    round        {int}  NOT NULL,
    n            {int}  NOT NULL,
    from_seq     {int}  NOT NULL,
    from_us      {int}  NOT NULL,
    to_us        {int}  NOT NULL,
    holder_id    {uuid} NOT NULL,
    received_day {int}  NOT NULL,
    lead_id      {uuid},
    report_type  {text} NOT NULL,
    supervisory  {bool} NOT NULL,
    imported     {bool} NOT NULL,
    started_at   {int}  NOT NULL,
    due_at       {int}  NOT NULL,
    extended_due {int},
    paused       {bool} NOT NULL,
    pauses       {text} NOT NULL,
    stopped_at   {int},
    stop_how     {text},
    breached     {bool} NOT NULL,
    PRIMARY KEY (report_id, kind, round, n, from_seq)
) {keyed};

-- What happened once and is counted: answers, refusals, disputes, confirmations, ratings, ….
CREATE TABLE milestone (
    report_id    {uuid} NOT NULL,
    seq          {int}  NOT NULL,
    kind         {text} NOT NULL,
    occurred_at  {int}  NOT NULL,
    recorded_at  {int}  NOT NULL,
    occurred_day {int}  NOT NULL,
    holder_id    {uuid} NOT NULL,
    received_day {int}  NOT NULL,
    unit_id      {uuid},
    officer_id   {uuid},
    value        {int},
    PRIMARY KEY (report_id, seq)
) {keyed};
CREATE INDEX milestone_flow ON milestone (holder_id, occurred_day, kind);

-- Bodies, units, categories, officers, policies, calendars: the newest document of each stream.
CREATE TABLE entity (
    stream_kind {text} NOT NULL,
    stream_id   {uuid} NOT NULL,
    body_id     {uuid} NOT NULL,
    seq         {int}  NOT NULL,
    document    {text} NOT NULL,
    PRIMARY KEY (stream_kind, stream_id)
) {keyed};

-- Raised by every change of an entity, so that other processes see that their copy is old.
CREATE TABLE setting (
    name  {text} PRIMARY KEY,
    value {text} NOT NULL
) {keyed};

CREATE TABLE region (
    code     {text} PRIMARY KEY,
    name     {text} NOT NULL,
    boundary {text}
) {keyed};

CREATE TABLE file (
    id          {uuid}  PRIMARY KEY,
    report_id   {uuid}  NOT NULL,
    body_id     {uuid}  NOT NULL,
    variant     {text}  NOT NULL,
    of_file     {uuid}  NOT NULL,
    content_id  {uuid}  NOT NULL,
    media_type  {text}  NOT NULL,
    bytes       {int}   NOT NULL,
    sha256      {bytes} NOT NULL,
    wrapped_key {bytes},
    created_at  {int}   NOT NULL
) {keyed};
CREATE INDEX file_report ON file (report_id);
CREATE INDEX file_of ON file (of_file);

-- The reporter's secret phrase, as a keyed hash.
CREATE TABLE credential (
    phrase_hash {bytes} PRIMARY KEY,
    report_id   {uuid}  NOT NULL,
    created_at  {int}   NOT NULL
) {keyed};

-- Telephone, e-mail, NIK: found through a keyed hash, per body and purpose.
CREATE TABLE contact_lookup (
    body_id   {uuid}  NOT NULL,
    purpose   {text}  NOT NULL,
    hash      {bytes} NOT NULL,
    report_id {uuid}  NOT NULL,
    PRIMARY KEY (body_id, purpose, hash, report_id)
) {keyed};
CREATE INDEX contact_lookup_report ON contact_lookup (report_id);

CREATE TABLE intake_key (
    body_id      {uuid}  NOT NULL,
    door         {text}  NOT NULL,
    key_hash     {bytes} NOT NULL,
    content_hash {bytes} NOT NULL,
    report_id    {uuid}  NOT NULL,
    expires_at   {int}   NOT NULL,
    PRIMARY KEY (body_id, door, key_hash)
) {keyed};
CREATE INDEX intake_key_expiry ON intake_key (expires_at);

CREATE TABLE password (
    officer_id {uuid} PRIMARY KEY,
    hash       {text} NOT NULL,
    changed_at {int}  NOT NULL
) {keyed};

CREATE TABLE session (
    token_hash {bytes} PRIMARY KEY,
    officer_id {uuid},
    report_id  {uuid},
    created_at {int}   NOT NULL,
    seen_at    {int}   NOT NULL,
    expires_at {int}   NOT NULL
) {keyed};
CREATE INDEX session_officer ON session (officer_id) WHERE officer_id IS NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);

-- Failed guesses and sign-ins, by keyed hash of who tried; forgotten after a day.
CREATE TABLE attempt (
    scope      {text}  NOT NULL,
    who        {bytes} NOT NULL,
    until_us   {int}   NOT NULL,
    failures   {int}   NOT NULL,
    PRIMARY KEY (scope, who)
) {keyed};
CREATE INDEX attempt_until ON attempt (until_us);

CREATE TABLE job (
    id          {uuid} PRIMARY KEY,
    kind        {text} NOT NULL,
    key         {text} NOT NULL,
    payload     {text} NOT NULL,
    run_at      {int}  NOT NULL,
    attempts    {int}  NOT NULL,
    leased_till {int}  NOT NULL,
    last_error  {text},
    dead        {bool} NOT NULL
) {table};
CREATE UNIQUE INDEX job_key ON job (kind, key);
CREATE INDEX job_ready ON job (run_at, id) WHERE NOT dead;
