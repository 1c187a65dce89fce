//! What a view can say, from nothing to everything.

/// How much of one thing is shown. Ordered: the strictest is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Answers exactly as if it did not exist (–).
    No,
    /// The public, masked version in its place; of a name the salutation only (M).
    Masked,
    /// A place to the kelurahan; the point only where [`super::point_shown`] (c).
    Coarse,
    /// What belongs to the viewer's own task; of notes those shared with them.
    Task,
    /// Opened with a reason, logged, shown in the access log (L).
    Logged,
    /// What is the viewer's own: their name and contact; of notes those of their own body.
    Own,
    /// Shown (Y).
    Yes,
}

/// How much of a report's being there is shown: pages, lists, counts, map cells, search, feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Existence {
    /// Answers exactly as if it did not exist.
    No,
    /// Counted in totals, never shown as one.
    CountsOnly,
    /// Number, state and coded reason; no clocks, no words.
    State,
    /// Number, state, whose turn it is, due dates; no words.
    StateAndClocks,
    /// That there is a task for the viewer, and when it is due; words only as far as the cells say.
    Task,
    /// The report's page.
    Full,
}

/// The name shown beside the public version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisplayName {
    /// The one the reporter chose.
    Chosen,
    /// "Anonim".
    Anonim,
    /// "Warga".
    Warga,
}

/// What one viewer sees of one report. Made by [`super::visibility`] and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// Whether, and as what, it is there at all.
    pub existence: Existence,
    /// Title and text as the reporter wrote them, and the reporter's further words.
    pub original: Cell,
    /// Title and text as masked or edited for release. Not the original where there is none.
    pub public_version: Cell,
    /// Files as they came.
    pub attachments_original: Cell,
    /// Files as re-encoded, without metadata.
    pub derivatives: Cell,
    /// Street, landmark and exact point.
    pub place: Cell,
    /// The history that is meant to be public: states, dispositions, answers.
    pub history: Cell,
    /// What passes between office and reporter and inside the office: steps, reasons, questions, names of
    /// officers. No column of section 5: who looks "as public" has none of it, whatever is public.
    pub proceedings: Cell,
    /// All clocks, beyond the date that is public with the state.
    pub clocks: Cell,
    /// Notes among officers; [`super::note_visible`] decides each one.
    pub notes: Cell,
    /// The reporter's name.
    pub name: Cell,
    /// The reporter's telephone, e-mail, NIK.
    pub contact: Cell,
    /// Where a report recorded by others came from: a post's address, a letter's number. It leads to the person.
    pub source: Cell,
    /// The name beside the public version.
    pub display_name: DisplayName,
    /// Cannot be named outside: only this module makes views.
    pub(super) seal: Seal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Seal;

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// Original title, text and further words.
    Original,
    /// Public version.
    PublicVersion,
    /// Files as they came.
    AttachmentsOriginal,
    /// Files as re-encoded.
    Derivatives,
    /// Exact place.
    Place,
    /// Public history.
    History,
    /// Reasons, questions, steps inside the office.
    Proceedings,
    /// All clocks.
    Clocks,
    /// Notes among officers.
    Notes,
    /// Name.
    Name,
    /// Contact.
    Contact,
    /// Where it came from.
    Source,
}

/// How a thing may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opening {
    /// At once.
    Free,
    /// With a reason, which is logged and shown in the access log.
    WithReason,
    /// Not at all; what stands in its place (a masked version, a coarse place) is not the thing.
    Never,
}

/// Whether the thing itself may be opened.
pub const fn may_open(view: &View, item: Item) -> Opening {
    match view.cell(item) {
        Cell::Yes | Cell::Own | Cell::Task => Opening::Free,
        Cell::Logged => Opening::WithReason,
        Cell::No | Cell::Masked | Cell::Coarse => Opening::Never,
    }
}

impl View {
    /// Nothing: where every decision starts.
    pub(super) const NOTHING: Self = Self::same(Existence::No, Cell::No);
    /// A ceiling that takes nothing away.
    pub(super) const NO_LIMIT: Self = Self::same(Existence::Full, Cell::Yes);

    const fn same(existence: Existence, cell: Cell) -> Self {
        Self {
            existence,
            original: cell,
            public_version: cell,
            attachments_original: cell,
            derivatives: cell,
            place: cell,
            history: cell,
            proceedings: cell,
            clocks: cell,
            notes: cell,
            name: cell,
            contact: cell,
            source: cell,
            display_name: DisplayName::Warga,
            seal: Seal,
        }
    }

    /// Only that it is there, and until when where that goes with it.
    pub(super) const fn only(existence: Existence) -> Self {
        let clocks = match existence {
            Existence::StateAndClocks | Existence::Task | Existence::Full => Cell::Yes,
            Existence::No | Existence::CountsOnly | Existence::State => Cell::No,
        };
        Self {
            clocks,
            ..Self::same(existence, Cell::No)
        }
    }

    /// The cell of an item.
    pub const fn cell(&self, item: Item) -> Cell {
        match item {
            Item::Original => self.original,
            Item::PublicVersion => self.public_version,
            Item::AttachmentsOriginal => self.attachments_original,
            Item::Derivatives => self.derivatives,
            Item::Place => self.place,
            Item::History => self.history,
            Item::Proceedings => self.proceedings,
            Item::Clocks => self.clocks,
            Item::Notes => self.notes,
            Item::Name => self.name,
            Item::Contact => self.contact,
            Item::Source => self.source,
        }
    }

    /// It may stand in a list, a map cell, a feed, among search hits: it is shown as one.
    pub const fn is_listable(&self) -> bool {
        !matches!(self.existence, Existence::No | Existence::CountsOnly)
    }

    /// The strictest of two, cell by cell.
    pub(super) fn and(self, other: Self) -> Self {
        self.zip(other, Existence::min, Cell::min)
    }

    /// The most of two, cell by cell.
    pub(super) fn or(self, other: Self) -> Self {
        self.zip(other, Existence::max, Cell::max)
    }

    fn zip(
        self,
        other: Self,
        existence: impl Fn(Existence, Existence) -> Existence,
        cell: impl Fn(Cell, Cell) -> Cell,
    ) -> Self {
        Self {
            existence: existence(self.existence, other.existence),
            original: cell(self.original, other.original),
            public_version: cell(self.public_version, other.public_version),
            attachments_original: cell(self.attachments_original, other.attachments_original),
            derivatives: cell(self.derivatives, other.derivatives),
            place: cell(self.place, other.place),
            history: cell(self.history, other.history),
            proceedings: cell(self.proceedings, other.proceedings),
            clocks: cell(self.clocks, other.clocks),
            notes: cell(self.notes, other.notes),
            name: cell(self.name, other.name),
            contact: cell(self.contact, other.contact),
            source: cell(self.source, other.source),
            display_name: DisplayName::Warga,
            seal: Seal,
        }
    }
}
