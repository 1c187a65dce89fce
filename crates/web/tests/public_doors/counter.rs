//! At the counter: what the reporter says is noted down for reports that are not public too, and nothing
//! that protects them is taken away.

use axum::http::StatusCode;
use lapor_app::error::AppError;
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::report::command::Command;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::words::StateCode;
use lapor_store::{Store, both_engines};

use crate::town::Town;

both_engines! {
    async fn the_counter_notes_down_what_the_reporter_says(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu jalan mati di depan rumah, CEMPEDAK.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, false).await;
        town.propose(report, "Sudah dijawab.").await;
        let mut counter = town.officer_at_desk("loket").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let seen = counter.get(&page).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
        for hidden in ["CEMPEDAK", "Sudah dijawab", "Jalan berlubang"] {
            assert!(!seen.text().contains(hidden), "{hidden}: {}", seen.text());
        }
        let form = counter.get(&format!("{page}/record-confirmation")).await;
        let seq = form.hidden("seq");
        let fields = [("seq", seq.as_str()), ("text", "Pelapor datang ke loket dan menyatakan puas.")];
        let done = counter.post(&format!("{page}/record-confirmation"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.state, StateCode::Closed);
        // What is secret is not there for the counter.
        let secret = town.warga().file("Rahasia.", &[("secret", "1")]).await;
        let none = counter.get(&format!("/ruang/laporan/{}", secret.number)).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }

    async fn the_counter_only_adds_protection(store: Store) {
        let town = Town::new(store).await;
        let fields = [("identity", "anonymous"), ("name", "Ibu Contoh")];
        let paper = town.warga().file("Jalan berlubang di depan pasar.", &fields).await;
        let report = town.by_number(&paper.number).await;
        let flags = |anonim, rahasia| Command::SetFlags { anonim, rahasia };
        let lifted = town.give("loket", report, |_| flags(false, false)).await;
        let Err(AppError::Refused(Refusal::Guard { guard, .. })) = lifted else {
            panic!("{lifted:?}");
        };
        assert_eq!(guard, Guard::OnlyReporterLifts);
        town.give("loket", report, |_| flags(true, true)).await.unwrap();
    }
}
