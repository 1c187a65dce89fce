//! A document waits for who leads: its name and the way to it, never the document itself.

use jiff::Timestamp;
use lapor_domain::agency::Officer;
use lapor_store::outbox::NewMessage;

use super::{Recipient, Told, Wish, wish};
use crate::app::App;
use crate::error::AppError;
use crate::notify::words::Places;

/// What waits.
pub(crate) struct Paper<'a> {
    /// Its name: "Laporan Pelaksanaan Kegiatan, Bulan Juli 2023".
    pub(crate) title: &'a str,
    /// Its address below `/ruang`.
    pub(crate) path: &'a str,
    /// What makes the message one of its own.
    pub(crate) id: &'a [u8],
}

/// A message to each officer who can be reached and did not ask for silence.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn messages(
    app: &App,
    officers: &[&Officer],
    paper: &Paper<'_>,
    run_at: Timestamp,
) -> Result<Vec<NewMessage>, AppError> {
    let (channels, rules) = (app.channels(), app.rules());
    let all = wish::all(app).await?;
    let mut messages = Vec::new();
    for officer in officers {
        let settings = wish::of(&all, officer);
        let Some(grant) = officer
            .grants
            .first()
            .filter(|_| settings.wish != Wish::Off)
        else {
            continue;
        };
        let to = Recipient {
            app,
            channels: &channels,
            rules: &rules,
            officer,
            home: grant.body,
            settings: &settings,
        };
        let told = Told {
            notice: "paper",
            summary: paper.title.to_owned(),
            whole: paper.title.to_owned(),
            places: Places {
                link: to.link(paper.path),
                ..Places::default()
            },
        };
        let parts: [&[u8]; 3] = [b"paper", officer.id.0.as_bytes(), paper.id];
        messages.extend(to.message(&told, &parts, run_at));
    }
    Ok(messages)
}
