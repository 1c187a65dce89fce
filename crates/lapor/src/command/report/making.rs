//! `lapor report JENIS PERIODE`: the documents that an office owes, as files.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use lapor_app::app::App;
use lapor_app::official::{self, Form, OfficialError, Printed, Wish};
use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_domain::rules::Rules;

use crate::cli::Global;
use crate::earlier;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::{output, values};

/// A document that is named by its kind and its period.
#[derive(Args, Debug)]
pub(super) struct Making {
    /// Jenis dokumen
    #[arg(value_name = "JENIS")]
    kind: Kind,
    /// Periode penerimaan laporan
    #[arg(value_name = "PERIODE")]
    period: String,
    /// Instansi; boleh kosong kalau hanya ada satu
    #[arg(long, value_name = "INSTANSI")]
    body: Option<String>,
    /// Hanya unit ini dan yang di bawahnya
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Saat acuan; hanya yang tercatat sebelumnya yang dihitung
    #[arg(long, value_name = "WAKTU", value_parser = values::moment)]
    as_of: Option<Timestamp>,
    /// Untuk siapa: inside (pimpinan) atau public (umum)
    #[arg(long, value_name = "EDISI", default_value = "inside")]
    edition: Edition,
    /// Bentuk: docx, xlsx, pdf, html, txt; tanpa ini menurut nama berkas
    #[arg(long, value_name = "BENTUK")]
    format: Option<FormName>,
    /// Berkas tujuan; html dan txt boleh tanpa ini, ke keluaran baku
    #[arg(long, value_name = "BERKAS")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    Yearly,
    Units,
    Recap,
    Press,
    Province,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Edition {
    Inside,
    Public,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormName {
    Docx,
    Xlsx,
    Pdf,
    Html,
    Txt,
}

impl Making {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        let (layout, period) = self.kind.of(&self.period)?;
        let form = self.form()?;
        let work = async |app: &App| self.make(app, layout, period, form).await;
        let printed = open::with(global, Expect::Installed, work).await?;
        match &self.output {
            Some(path) => {
                output::file(path, &printed.bytes)?;
                let what = if printed.is_approved {
                    "Edisi yang disetujui"
                } else {
                    "Rancangan, belum disetujui pimpinan,"
                };
                output::line(format!("{what} ditulis ke {}", path.display()))
            }
            None => output::print(&String::from_utf8_lossy(&printed.bytes)),
        }
    }

    /// What is asked for, by name or by the name of the file.
    fn form(&self) -> Result<Form, Failure> {
        let by_name = self.output.as_deref().and_then(Path::extension);
        let by_name = by_name.and_then(|ending| Form::of_ending(&ending.to_string_lossy()));
        let form = match (self.format, by_name, &self.output) {
            (Some(format), ..) => format.form(),
            (None, Some(form), _) => form,
            (None, None, None) => Form::Text,
            (None, None, Some(path)) => {
                return Err(Failure::usage(format!(
                    "bentuk tidak dapat dibaca dari nama {}; tambahkan --format docx, xlsx, pdf, html, atau txt",
                    path.display()
                )));
            }
        };
        if self.output.is_none() && !matches!(form, Form::Html | Form::Text) {
            return Err(Failure::usage(format!(
                "sebutkan berkas tujuan untuk {}: --output laporan.{}",
                form.ending(),
                form.ending()
            )));
        }
        Ok(form)
    }

    async fn make(
        &self,
        app: &App,
        layout: Layout,
        period: Period,
        form: Form,
    ) -> Result<Printed, Failure> {
        let rules = app.rules();
        let body = self.body(&rules)?.id;
        let unit = match &self.unit {
            Some(unit) => Some(crate::command::unit_named(&rules, body, unit)?.id),
            None => None,
        };
        let wish = Wish {
            body,
            unit,
            layout,
            period,
            reader: match self.edition {
                Edition::Inside => Reader::Inside,
                Edition::Public => Reader::Public,
            },
            as_of: self.as_of,
        };
        let printed = official::print(app, &wish, form).await?;
        if let (Reader::Public, Some(asked)) = (wish.reader, wish.as_of) {
            earlier::tell(asked, printed.as_of, printed.zone);
        }
        Ok(printed)
    }

    fn body<'a>(&self, rules: &'a Rules) -> Result<&'a Body, Failure> {
        if let Some(slug) = &self.body {
            return crate::command::body_named(rules, slug);
        }
        let agencies = rules.directory.bodies.values();
        let mut agencies: Vec<&Body> = agencies
            .filter(|body| body.kind == BodyKind::Agency)
            .collect();
        agencies.sort_by(|a, b| a.slug.cmp(&b.slug));
        match agencies.as_slice() {
            [one] => Ok(one),
            [] => Err(Failure::new(
                "belum ada instansi; buat dengan `lapor admin body add`",
            )),
            several => {
                let known: Vec<&str> = several.iter().map(|body| body.slug.as_str()).collect();
                Err(Failure::usage(format!(
                    "ada beberapa instansi; pilih dengan --body: {}",
                    known.join(", ")
                )))
            }
        }
    }
}

impl Kind {
    /// Layout and period.
    fn of(self, text: &str) -> Result<(Layout, Period), Failure> {
        let cadence = match self {
            Self::Daily => Cadence::Daily,
            Self::Weekly => Cadence::Weekly,
            Self::Monthly => Cadence::Monthly,
            Self::Quarterly => Cadence::Quarterly,
            Self::Yearly => Cadence::Yearly,
            Self::Units | Self::Recap | Self::Press | Self::Province => guess(text),
        };
        let layout = match self {
            Self::Units => Layout::Units,
            Self::Recap => Layout::Recap,
            Self::Press => Layout::Press,
            Self::Province => Layout::Province,
            _ => Layout::Activity,
        };
        let period =
            Period::parse(cadence, text).map_err(|error| Failure::usage(error.to_string()))?;
        Ok((layout, period))
    }
}

/// Of which kind a period is written; a month where it is written as none.
fn guess(text: &str) -> Cadence {
    let all = [
        Cadence::Yearly,
        Cadence::Monthly,
        Cadence::Quarterly,
        Cadence::Daily,
        Cadence::Weekly,
    ];
    let first = text.split("..").next().unwrap_or(text);
    all.into_iter()
        .find(|cadence| Period::parse(*cadence, first).is_ok())
        .unwrap_or(Cadence::Monthly)
}

impl FormName {
    const fn form(self) -> Form {
        match self {
            Self::Docx => Form::Docx,
            Self::Xlsx => Form::Xlsx,
            Self::Pdf => Form::Pdf,
            Self::Html => Form::Html,
            Self::Txt => Form::Text,
        }
    }
}

impl From<OfficialError> for Failure {
    fn from(error: OfficialError) -> Self {
        match error {
            OfficialError::App(error) => error.into(),
            OfficialError::Form(error) => Self::new(error.to_string()),
            other => Self::usage(other.to_string()),
        }
    }
}
