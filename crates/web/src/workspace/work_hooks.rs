//! Webhooks on `/ruang/pekerjaan`: which of them have something waiting or failed.

use lapor_app::webhooks::Listed;

use super::work::Administrator;
use crate::workspace_view::admin::{Cell, Row, Table};

/// Those of what they keep that have any; each leads to its log.
pub(super) fn table(administrator: &Administrator, listed: &[Listed]) -> Table {
    let here = &administrator.seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let busy = listed
        .iter()
        .filter(|one| administrator.kept.covers(one.webhook.body) && one.waiting + one.dead > 0);
    let rows = busy.map(|one| {
        let hook = &one.webhook;
        let body = rules.directory.bodies.get(&hook.body);
        let href = format!("{}/ruang/kelola/webhook/{}", here.site.base, hook.id);
        Row {
            cells: vec![
                Cell::link(&hook.name, href)
                    .small(body.map(|body| body.name.clone()).unwrap_or_default()),
                Cell::text(i18n.number(one.waiting)),
                Cell::text(i18n.number(one.dead)),
            ],
            actions: Vec::new(),
        }
    });
    let columns = ["admin-col-name", "webhook-waiting", "webhook-dead"];
    Table {
        caption: i18n.t("webhook-jobs"),
        columns: columns.map(|key| i18n.t(key)).to_vec(),
        rows: rows.collect(),
        empty: i18n.t("webhook-jobs-none"),
    }
}
