//! One report on one day: what it is filed with, and each step as a use case.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use lapor_domain::ids::BodyId;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;

use super::SeedError;
use super::pen::Pen;
use super::pictures::picture;
use super::tale::{Known, Step, Tale, Who, World};
use crate::app::App;
use crate::clock::SetClock;
use crate::demo::accounts::form_key;
use crate::error::AppError;
use crate::report::receive::{Receipted, receive};
use crate::report::{act, photos};
use crate::routing::{Matter, propose};

/// One report as it lives: its tale and its receipt, once it has one.
pub(super) struct Player {
    pub(super) tale: Tale,
    pub(super) home: BodyId,
    pub(super) receipt: OnceLock<Receipted>,
}

/// One report on one day.
pub(super) struct Scene {
    pub(super) app: App,
    pub(super) world: Arc<World>,
    pub(super) known: Arc<Known>,
    pub(super) player: Arc<Player>,
}

impl Scene {
    pub(super) async fn play(&self, step: Option<usize>) -> Result<(), SeedError> {
        let tale = &self.player.tale;
        let (at, played) = match step.and_then(|place| Some((place, tale.steps.get(place)?))) {
            None => (tale.filed, self.file().await),
            Some((place, step)) => (step.at, self.step(place, step).await),
        };
        played.map_err(|error| SeedError::Stopped {
            at,
            what: format!(
                "{} {:?}, langkah {step:?}",
                tale.matter.title, tale.matter.category
            ),
            error,
        })
    }

    async fn file(&self) -> Result<(), AppError> {
        let tale = &self.player.tale;
        let app = self.at(tale.filed);
        let pictures = (0..tale.photos)
            .map(|n| picture(tale.matter.seed ^ u64::from(n), "Keadaan di lokasi"))
            .collect();
        let mut filing = tale.filing.clone();
        filing.photos = usize::from(tale.photos);
        let actor = self.actor(tale.by)?;
        // A report that is shown to visitors can be shown again when the demonstration goes on.
        let form_key = tale
            .shows
            .map_or_else(|| app.random(), |shows| form_key(&app, shows));
        let receipt = receive(&app, actor, "demo", form_key, filing, pictures).await?;
        let _first = self.player.receipt.set(receipt);
        Ok(())
    }

    async fn step(&self, place: usize, step: &Step) -> Result<(), AppError> {
        let receipt = self.player.receipt.get().ok_or(AppError::NotFound)?;
        let app = self.at(step.at);
        let mut draft = app.draft(self.player.home);
        let seed = self
            .player
            .tale
            .matter
            .seed
            .rotate_left(place as u32 * 5 + 1);
        let mut kept = Vec::new();
        if step.photo {
            let pictures = vec![picture(seed, "Setelah dikerjakan")];
            kept =
                photos::keep(&app, &mut draft, self.player.home, receipt.report, pictures).await?;
        }
        let mut pen = Pen {
            world: &self.world,
            matter: &self.player.tale.matter,
            known: &self.known,
            draft,
            files: kept.iter().map(|photo| photo.attachment.clone()).collect(),
            today: self.world.diary.day(step.at),
            at: step.at,
            seed,
        };
        let command = (step.deed)(&mut pen);
        let words = pen.draft.into_words();
        let command = self.with_proposal(&app, command).await?;
        let actor = self.actor(step.who)?;
        act::act(&app, actor, receipt.report, None, command, words, kept).await?;
        Ok(())
    }

    /// A verification carries what the program proposed before it, as on an officer's page.
    async fn with_proposal(&self, app: &App, command: Command) -> Result<Command, AppError> {
        let Command::Verify(mut decided) = command else {
            return Ok(command);
        };
        let filing = &self.player.tale.filing;
        let unit = app.rules().directory.units.get(&decided.lead).cloned();
        let text = if filing.title.is_empty() {
            filing.text.clone()
        } else {
            format!("{}. {}", filing.title, filing.text)
        };
        let matter = Matter {
            body: unit.map_or(self.player.home, |unit| unit.body),
            text: &text,
            region: filing.region.as_deref(),
            channel: filing.channel.unwrap_or(Channel::Web).as_str(),
            declared_type: filing.report_type,
            declared_supervisory: filing.supervisory,
        };
        let proposals = propose(app, &matter).await?;
        decided.proposed = Some(Box::new(proposals.proposed()));
        Ok(Command::Verify(decided))
    }

    /// The program by a clock that shows the moment of the step.
    fn at(&self, at: Timestamp) -> App {
        self.app.with_clock(Arc::new(SetClock::at(at)))
    }

    fn actor(&self, who: Who) -> Result<Actor, AppError> {
        match who {
            Who::Reporter => Ok(Actor::Reporter),
            Who::Officer(slug) => {
                let officer = self.world.officer(slug).ok_or(AppError::NotSignedIn)?;
                Ok(Actor::Officer(officer))
            }
        }
    }
}
