//! After a verification: the next report that waits for one, so that a morning's inbox is one press after another.

use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::report::inbox;
use lapor_domain::report::command::CommandKind;
use lapor_store::list::View;

use super::seat::Seat;
use crate::workspace_view::report::NextUp;
use crate::workspace_view::words;

/// Lines that are looked at: what somebody else has to decide is passed over.
const LOOKED_AT: usize = 10;

/// What comes after a command; `None` after those that do not come one after another.
pub(super) async fn after(
    seat: &Seat,
    case: &CaseView,
    given: CommandKind,
) -> Result<Option<NextUp>, AppError> {
    if !matches!(given, CommandKind::Verify | CommandKind::Keep) {
        return Ok(None);
    }
    let app = seat.here.app();
    let base = &seat.here.site.base;
    let asked = inbox::Asked {
        view: View::Unverified,
        ..inbox::Asked::default()
    };
    let page = inbox::read(app, &seat.officer, &asked).await?;
    let onlooker = Onlooker::Officer(seat.officer.id);
    let waiting = page.unwrap_or_default().lines.into_iter();
    let others = waiting.filter(|line| line.tracking != case.tracking);
    for line in others.take(LOOKED_AT) {
        let found = case::by_number(app, line.tracking, onlooker).await?;
        let may = |kind| found.as_ref().is_some_and(|case| case.may.contains(&kind));
        let verb = [CommandKind::Verify, CommandKind::Keep]
            .into_iter()
            .find(|kind| may(*kind));
        if let Some(verb) = verb {
            let title = line.title.unwrap_or_default();
            return Ok(Some(NextUp {
                href: format!(
                    "{base}/ruang/laporan/{}/{}",
                    line.tracking,
                    words::dashed(verb.as_str())
                ),
                name: format!("{} {title}", line.tracking.grouped()),
            }));
        }
    }
    Ok(Some(NextUp {
        href: format!("{base}/ruang"),
        name: String::new(),
    }))
}
