//! Webhooks on `/ruang/pekerjaan`: which of them have something waiting or failed.

use lapor_app::webhooks::Listed;

use super::seat::Seat;
use crate::workspace_view::admin::{Cell, Row, Table};

/// Those of every body that have any; each leads to its log.
pub(super) fn table(seat: &Seat, listed: &[Listed]) -> Table {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let busy = listed.iter().filter(|one| one.waiting + one.dead > 0);
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
