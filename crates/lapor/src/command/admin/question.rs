//! `lapor admin category ask` and `unask`: questions of a category.

use clap::Args;
use lapor_app::app::App;
use lapor_domain::agency::Category;
use lapor_domain::question::{AnswerType, Choice, Question, QuestionFlaw, flaws};
use lapor_store::record::entity::Entity;

use super::{body_named, put};
use crate::command::category_named;
use crate::failure::Failure;
use crate::{output, values};

/// Tambah atau ubah pertanyaan bagi pelapor sebuah kategori
#[derive(Args, Debug)]
#[command(after_help = "\
Contoh:
  lapor admin category ask palangkaraya lampu nomor_tiang --label \"Berapa nomor tiangnya?\" --required
  lapor admin category ask palangkaraya lampu keadaan --label \"Bagaimana keadaannya?\" --type singlevaluelist --choice mati=Mati --choice kedip=Berkedip")]
pub(super) struct Ask {
    #[command(flatten)]
    which: Which,
    /// Pertanyaan yang dibaca pelapor
    #[arg(long, value_name = "PERTANYAAN", value_parser = values::name)]
    label: String,
    /// Pertanyaan dalam bahasa Inggris
    #[arg(long, value_name = "QUESTION", value_parser = values::name)]
    english: Option<String>,
    /// Jenis jawaban: string, text, number, datetime, singlevaluelist, multivaluelist
    #[arg(long = "type", value_name = "JENIS", default_value = "string", value_parser = kind)]
    kind: AnswerType,
    /// Bantuan di bawah pertanyaan
    #[arg(long, value_name = "BANTUAN", value_parser = values::name)]
    hint: Option<String>,
    /// Pilihan sebuah daftar; boleh berulang
    #[arg(long, value_name = "KODE=TULISAN", value_parser = choice)]
    choice: Vec<Choice>,
    /// Wajib dijawab
    #[arg(long)]
    required: bool,
    /// Hanya keterangan, tanpa jawaban
    #[arg(long)]
    information: bool,
    /// Jawaban boleh tampil untuk umum bersama laporan yang diumumkan
    #[arg(long)]
    public: bool,
}

/// Akhiri pertanyaan: tidak lagi ditanyakan, jawaban lamanya tetap
#[derive(Args, Debug)]
#[command(after_help = "\
Contoh:
  lapor admin category unask palangkaraya lampu nomor_tiang")]
pub(super) struct Unask {
    #[command(flatten)]
    which: Which,
}

#[derive(Args, Debug)]
struct Which {
    /// Nama pendek instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
    /// Nama pendek kategori
    #[arg(value_name = "KATEGORI")]
    slug: String,
    /// Kode pertanyaan
    #[arg(value_name = "KODE")]
    code: String,
}

fn kind(text: &str) -> Result<AnswerType, String> {
    let kinds = AnswerType::ALL.iter().map(|kind| kind.as_str());
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("jenis jawaban: {kinds}"))
}

fn choice(text: &str) -> Result<Choice, String> {
    let (key, name) = text
        .split_once('=')
        .ok_or("pilihan ditulis KODE=TULISAN, misalnya mati=Mati")?;
    Ok(Choice {
        key: key.trim().to_owned(),
        name: name.trim().to_owned(),
    })
}

impl Which {
    fn category(&self, app: &App) -> Result<Category, Failure> {
        let rules = app.rules();
        let body = body_named(&rules, &self.body)?.id;
        Ok(category_named(&rules, body, &self.slug)?.clone())
    }
}

impl Ask {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let mut category = self.which.category(app)?;
        let question = Question {
            code: self.which.code,
            label: self.label,
            label_en: self.english,
            datatype: self.kind,
            datatype_description: self.hint.unwrap_or_default(),
            values: self.choice,
            required: self.required,
            variable: !self.information,
            public: self.public,
            ended: false,
        };
        let code = question.code.clone();
        let mut all = category.questions.iter_mut();
        match all.find(|known| known.code == code) {
            Some(known) => *known = question,
            None => category.questions.push(question),
        }
        if let Some((code, flaw)) = flaws(&category.questions).first() {
            return Err(Failure::new(format!("pertanyaan {code}: {}", why(*flaw))));
        }
        let told = format!(
            "Pertanyaan {code} ditanyakan pada kategori {}.",
            category.slug
        );
        put(app, vec![Entity::Category(category)]).await?;
        output::line(told)
    }
}

impl Unask {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let mut category = self.which.category(app)?;
        let code = self.which.code;
        let mut all = category.questions.iter_mut();
        let Some(known) = all.find(|known| known.code == code) else {
            return Err(Failure::new(format!(
                "pertanyaan {code} tidak ada pada kategori itu. Lihat di /ruang/kelola/kategori/{}",
                category.slug
            )));
        };
        known.ended = true;
        put(app, vec![Entity::Category(category)]).await?;
        output::line(format!("Pertanyaan {code} tidak lagi ditanyakan."))
    }
}

const fn why(flaw: QuestionFlaw) -> &'static str {
    match flaw {
        QuestionFlaw::BadCode => {
            "kodenya hanya huruf, angka, garis bawah, dan tanda hubung, paling panjang 40"
        }
        QuestionFlaw::CodeTaken => {
            "kodenya berbeda hanya pada huruf besar dari kode lain. Pakai yang lain"
        }
        QuestionFlaw::NoLabel => "tulis pertanyaannya",
        QuestionFlaw::TooLong => "tulisannya terlalu panjang. Ringkas dulu",
        QuestionFlaw::NoChoices => "daftar perlu pilihan. Tambahkan --choice KODE=TULISAN",
        QuestionFlaw::Choices => {
            "jenis jawaban ini tidak punya pilihan. Hapus --choice, atau pilih jenis daftar"
        }
        QuestionFlaw::BadChoice => {
            "tiap pilihan punya tulisan dan kode sendiri dari huruf, angka, garis bawah, dan tanda hubung"
        }
        QuestionFlaw::TooManyChoices => "paling banyak 50 pilihan",
        QuestionFlaw::RequiredWords => "keterangan tidak dapat diwajibkan. Hapus --required",
        QuestionFlaw::TooMany => "paling banyak 20 pertanyaan. Akhiri salah satu dulu dengan unask",
    }
}
