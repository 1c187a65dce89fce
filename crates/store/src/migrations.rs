//! The one list of migrations, in the order in which they run. Append; never edit one that was released.

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// Number, increasing; gaps are fine.
    pub(crate) version: i64,
    /// File name without number, for messages.
    pub(crate) name: &'static str,
    /// Text with placeholders, see [`Engine::render`](crate::Engine) for what they become.
    pub(crate) sql: &'static str,
}

/// All steps.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "engine",
        sql: include_str!("../migrations/0001_engine.sql"),
    },
    Migration {
        version: 2,
        name: "search",
        sql: include_str!("../migrations/0002_search.sql"),
    },
    Migration {
        version: 10,
        name: "record",
        sql: include_str!("../migrations/0010_record.sql"),
    },
    Migration {
        version: 30,
        name: "twins",
        sql: include_str!("../migrations/0030_twins.sql"),
    },
    Migration {
        version: 31,
        name: "routing",
        sql: include_str!("../migrations/0031_routing.sql"),
    },
    Migration {
        version: 40,
        name: "api_key",
        sql: include_str!("../migrations/0040_api_key.sql"),
    },
    Migration {
        version: 41,
        name: "outbox",
        sql: include_str!("../migrations/0041_outbox.sql"),
    },
    Migration {
        version: 42,
        name: "open311",
        sql: include_str!("../migrations/0042_open311.sql"),
    },
    Migration {
        version: 43,
        name: "chat",
        sql: include_str!("../migrations/0043_chat.sql"),
    },
    Migration {
        version: 44,
        name: "delivery",
        sql: include_str!("../migrations/0044_delivery.sql"),
    },
    Migration {
        version: 45,
        name: "webhook",
        sql: include_str!("../migrations/0045_webhook.sql"),
    },
    Migration {
        version: 46,
        name: "outside_push",
        sql: include_str!("../migrations/0046_outside_push.sql"),
    },
    Migration {
        version: 47,
        name: "national",
        sql: include_str!("../migrations/0047_national.sql"),
    },
    Migration {
        version: 48,
        name: "feeds",
        sql: include_str!("../migrations/0048_feeds.sql"),
    },
    Migration {
        version: 49,
        name: "desk",
        sql: include_str!("../migrations/0049_desk.sql"),
    },
    Migration {
        version: 50,
        name: "inhabitants",
        sql: include_str!("../migrations/0050_inhabitants.sql"),
    },
    Migration {
        version: 51,
        name: "cohort",
        sql: include_str!("../migrations/0051_cohort.sql"),
    },
    Migration {
        version: 52,
        name: "official",
        sql: include_str!("../migrations/0052_official.sql"),
    },
    Migration {
        version: 53,
        name: "cohort_measures",
        sql: include_str!("../migrations/0053_cohort_measures.sql"),
    },
    Migration {
        version: 55,
        name: "official_alone",
        sql: include_str!("../migrations/0055_official_alone.sql"),
    },
    Migration {
        version: 57,
        name: "languages",
        sql: include_str!("../migrations/0057_languages.sql"),
    },
    Migration {
        version: 58,
        name: "cohort_days",
        sql: include_str!("../migrations/0058_cohort_days.sql"),
    },
    Migration {
        version: 59,
        name: "begun_by_day",
        sql: include_str!("../migrations/0059_begun_by_day.sql"),
    },
    Migration {
        version: 60,
        name: "cohort_lives",
        sql: include_str!("../migrations/0060_cohort_lives.sql"),
    },
    Migration {
        version: 61,
        name: "report_seen",
        sql: include_str!("../migrations/0061_report_seen.sql"),
    },
    Migration {
        version: 62,
        name: "cohort_sheets",
        sql: include_str!("../migrations/0062_cohort_sheets.sql"),
    },
    Migration {
        version: 63,
        name: "cohort_open",
        sql: include_str!("../migrations/0063_cohort_open.sql"),
    },
    Migration {
        version: 64,
        name: "cohort_filling",
        sql: include_str!("../migrations/0064_cohort_filling.sql"),
    },
    Migration {
        version: 65,
        name: "cohort_tenths",
        sql: include_str!("../migrations/0065_cohort_tenths.sql"),
    },
    Migration {
        version: 66,
        name: "open_sheets",
        sql: include_str!("../migrations/0066_open_sheets.sql"),
    },
    Migration {
        version: 67,
        name: "cohort_years",
        sql: include_str!("../migrations/0067_cohort_years.sql"),
    },
    Migration {
        version: 68,
        name: "life_signatures",
        sql: include_str!("../migrations/0068_life_signatures.sql"),
    },
    Migration {
        version: 69,
        name: "sheets_of_leaves",
        sql: include_str!("../migrations/0069_sheets_of_leaves.sql"),
    },
    Migration {
        version: 70,
        name: "open_reports",
        sql: include_str!("../migrations/0070_open_reports.sql"),
    },
];
