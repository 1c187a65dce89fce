//! Suspected twins on a report's page: the same matter, or kept apart for good. One press each.

use lapor_app::error::AppError;
use lapor_app::report::case::CaseView;
use lapor_app::twins::{self, Suspect};
use lapor_domain::report::command::CommandKind;
use naskah::twins::{Code, Reason};

use super::report;
use super::seat::Seat;
use crate::format::grouped;
use crate::i18n::I18n;
use crate::state::face;
use crate::workspace_view::form::Form;
use crate::workspace_view::report::Twin;
use crate::workspace_view::words;

/// For whom may merge, while there is something to merge.
pub(super) async fn of(seat: &Seat, case: &CaseView) -> Result<Vec<Twin>, AppError> {
    if !case.may.contains(&CommandKind::Merge) {
        return Ok(Vec::new());
    }
    let found = twins::suspects(seat.here.app(), case.id, seat.officer.id).await?;
    Ok(found.iter().map(|one| twin(seat, case, one)).collect())
}

fn twin(seat: &Seat, case: &CaseView, suspect: &Suspect) -> Twin {
    let i18n = seat.here.i18n;
    let other = &suspect.case;
    let base = &seat.here.site.base;
    let target = report::target(seat, case);
    let give = |kind: CommandKind| {
        let id = format!("{}-{}", words::dashed(kind.as_str()), other.tracking);
        let label = words::command(&i18n, kind);
        Form::new(id, target.command(kind), label, Vec::new())
            .hidden("seq", target.seq.to_string())
            .hidden("root", other.tracking.to_string())
    };
    Twin {
        number: grouped(&other.tracking.to_string()),
        href: format!("{base}/ruang/laporan/{}", other.tracking),
        title: other.title.clone().unwrap_or_default(),
        chip: words::state_chip(&i18n, other.state),
        received: i18n.moment(other.received_at, face(other.zone)),
        likely: i18n.percent((suspect.probability * 1000.0).round() as u32),
        why: suspect
            .reasons
            .iter()
            .take(4)
            .map(|reason| why(i18n, *reason))
            .collect(),
        forms: vec![give(CommandKind::Merge), give(CommandKind::KeepApart)],
    }
}

/// A reason in words; what speaks against begins with a minus.
fn why(i18n: I18n, reason: Reason) -> String {
    let word = match reason.code {
        Code::Copy => i18n.t("twin-copy"),
        Code::SameWords => i18n.t("twin-same-words"),
        Code::SameNames => i18n.t("twin-same-names"),
        Code::SameStreet => i18n.t("twin-same-street"),
        Code::OtherStreet => i18n.t("twin-other-street"),
        Code::SameHouse => i18n.t("twin-same-house"),
        Code::SameWard => i18n.t("twin-same-ward"),
        Code::OtherWard => i18n.t("twin-other-ward"),
        Code::OtherPlace => i18n.t("twin-other-place"),
        Code::OtherPerson => i18n.t("twin-other-person"),
        Code::SameMatter => i18n.t("twin-same-matter"),
        Code::OtherMatter => i18n.t("twin-other-matter"),
        Code::SameArea => i18n.t("twin-same-area"),
        Code::SameDistrict => i18n.t("twin-same-district"),
        Code::Metres(metres) => i18n.tn("twin-metres", u64::from(metres)),
        Code::Days(0) => i18n.t("twin-same-day"),
        Code::Days(days) => i18n.tn("twin-days", u64::from(days)),
    };
    if reason.pull < 0.0 {
        i18n.t1("twin-against", "why", word)
    } else {
        word
    }
}
