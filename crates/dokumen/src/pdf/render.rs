//! The pages as a file.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::SerializeSettings;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::flow::{Entry, Flow, MARGIN, Mark, Sheet, Words, size};
use super::fonts::{Face, Fonts};
use super::letters::Painter;
use super::paint;
use super::table::Placing;
use super::tree::{self, Drawn};
use crate::clean;
use crate::error::DocumentError;
use crate::model::Document;
use crate::picture::FAINT;

/// Size of the letters of the foot.
const FOOT: f32 = 8.0;

/// What stands on every page.
struct Margins {
    foot: String,
    watermark: Option<String>,
    pages: usize,
}

pub(super) fn render(flow: Flow<'_>, document: &Document) -> Result<Vec<u8>, DocumentError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| DocumentError::Pdf(format!("{error:?}")))?;
    let mut file = krilla::Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let margins = Margins {
        foot: clean::at_most(&clean::line(&document.footer), 200).into_owned(),
        watermark: document
            .watermark
            .as_ref()
            .map(|mark| clean::at_most(&clean::line(mark), 40).into_owned()),
        pages: flow.sheets.len(),
    };
    let mut painter = Painter::new(flow.fonts);
    let mut drawn = Drawn::none_of(flow.leaves);
    // A sheet is let go when it is drawn: the file grows by about as much.
    for (at, sheet) in flow.sheets.into_iter().enumerate() {
        let (width, height) = size(sheet.lying);
        let settings = PageSettings::from_wh(width, height).unwrap_or_default();
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            one(&mut surface, &mut painter, mark, &mut drawn);
        }
        around(&mut surface, &mut painter, &sheet, &margins, at + 1);
        surface.finish();
        for link in &sheet.links {
            let [left, top, right, bottom] = link.area;
            if let Some(area) =
                Rect::from_ltrb(left, top, right.max(left + 1.0), bottom.max(top + 1.0))
            {
                let target = Target::Action(LinkAction::new(link.to.clone()).into());
                let annotation = Annotation::new_link(
                    LinkAnnotation::new(area, target),
                    Some(link.said.clone()),
                );
                drawn.note(link.leaf, page.add_tagged_annotation(annotation));
            }
        }
        page.finish();
    }
    file.set_metadata(metadata(document));
    file.set_outline(outline(&flow.entries));
    file.set_tag_tree(tree::finish(flow.tree, &drawn, &document.language));
    file.finish()
        .map_err(|error| DocumentError::Pdf(error.to_string()))
}

fn one(surface: &mut Surface<'_>, painter: &mut Painter<'_>, mark: &Mark, drawn: &mut Drawn) {
    let leaf = match mark {
        Mark::Text { leaf, .. } | Mark::Image { leaf, .. } => *leaf,
        Mark::Picture { leaf, .. } | Mark::Cell { leaf, .. } => Some(*leaf),
        Mark::Head(_) | Mark::Rect { .. } | Mark::Rules { .. } => None,
    };
    let tag = match mark {
        _ if leaf.is_none() => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Mark::Text { .. } | Mark::Cell { .. } => ContentTag::Span(SpanTag::empty()),
        _ => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    match mark {
        Mark::Text { words, .. } => painter.text(surface, words.iter().map(Words::as_str)),
        Mark::Cell { cell, .. } => painter.text(surface, cell.words()),
        Mark::Head(cells) => painter.across(surface, cells.iter().flat_map(Placing::words)),
        Mark::Rect {
            x,
            y,
            width,
            height,
            color,
        } => paint::rect(surface, [*x, *y, *width, *height], *color),
        Mark::Rules {
            lines,
            width,
            color,
        } => paint::rules(surface, lines, *width, *color),
        Mark::Image {
            png,
            x,
            y,
            width,
            height,
            ..
        } => paint::image(surface, png, [*x, *y, *width, *height]),
        Mark::Picture {
            picture,
            x,
            y,
            scale,
            ..
        } => painter.picture(surface, picture, *x, *y, *scale),
    }
    surface.end_tagged();
    if let Some(leaf) = leaf {
        drawn.note(leaf, identifier);
    }
}

/// Words of a foot.
const fn small(x: f32, y: f32, text: &str) -> Words<&str> {
    Words {
        x,
        y,
        size: FOOT,
        face: Face::Regular,
        color: FAINT,
        text,
    }
}

/// The foot of a page and what lies across it.
fn around(
    surface: &mut Surface<'_>,
    painter: &mut Painter<'_>,
    sheet: &Sheet,
    margins: &Margins,
    number: usize,
) {
    let (width, height) = size(sheet.lying);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
        ArtifactType::Footer,
    )));
    let counted = format!("Halaman {number} dari {}", margins.pages);
    let wide = painter.fonts.width(Face::Regular, &counted) * FOOT;
    let room = width - 2.0 * MARGIN - wide - 12.0;
    let foot = cut(painter.fonts, &margins.foot, room);
    painter.words(
        surface,
        small(width - MARGIN - wide, height - 32.0, &counted),
    );
    painter.words(surface, small(MARGIN, height - 32.0, &foot));
    surface.end_tagged();
    if let Some(mark) = &margins.watermark {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Watermark,
        )));
        let one = painter.fonts.width(Face::Bold, mark).max(0.1);
        let size = (height.min(width) * 0.8 / one).min(120.0);
        surface.push_transform(&Transform::from_translate(width / 2.0, height / 2.0));
        surface.push_transform(&Transform::from_rotate(-40.0));
        painter.faint(
            surface,
            &Words {
                x: -one * size / 2.0,
                y: size * 0.35,
                size,
                face: Face::Bold,
                color: [0xb3, 0x3a, 0x3a],
                text: mark,
            },
        );
        surface.pop();
        surface.pop();
        surface.end_tagged();
    }
}

/// The text, cut where it is wider than its room.
fn cut(fonts: &Fonts, text: &str, room: f32) -> String {
    let mut left = room;
    let fits = |c: &char| {
        left -= fonts.shape(Face::Regular, *c).advance * FOOT;
        left > 0.0
    };
    let most = text.chars().take_while(fits).count();
    clean::at_most(text, most.max(1)).into_owned()
}

fn metadata(document: &Document) -> Metadata {
    let title = clean::line(&document.title);
    let title = if title.trim().is_empty() {
        "Dokumen"
    } else {
        title.trim()
    };
    Metadata::new()
        .title(title.to_owned())
        .description(clean::line(&document.subject).into_owned())
        .authors(vec![clean::line(&document.author).into_owned()])
        .creator("lapor".to_owned())
        .language(document.language.clone())
        .creation_date(made(document.made_at))
}

fn made(at: Timestamp) -> DateTime {
    let at = TimeZone::UTC.to_datetime(at);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or(1970))
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Headings as a tree: each below the nearest before it that is higher.
fn outline(entries: &[Entry]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    for entry in entries {
        close(&mut open, &mut outline, entry.level);
        let place = XyzDestination::new(entry.page, Point::from_xy(0.0, entry.y));
        open.push((
            entry.level,
            OutlineNode::new(entry.text.clone(), place).with_open(entry.level == 1),
        ));
    }
    close(&mut open, &mut outline, 0);
    outline
}

fn close(open: &mut Vec<(u16, OutlineNode)>, outline: &mut Outline, level: u16) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.push_child(node),
            None => outline.push_child(node),
        }
    }
}
