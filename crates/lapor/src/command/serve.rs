//! `lapor serve`: the doors, and what runs behind them, until told to stop.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use clap::Args;
use lapor_app::app::App;
use lapor_app::clock::SystemClock;
use lapor_store::seal::OsEntropy;
use lapor_web::router;
use lapor_web::state::{Settings, Web};
use tokio::net::TcpListener;

use crate::background::{Background, letters};
use crate::cli::Global;
use crate::failure::{Failure, system};
use crate::open::{self, Expect};
use crate::places::Places;
use crate::stop::Stop;
use crate::{http, output, values};

/// Jalankan server: halaman umum dan ruang kerja petugas
#[derive(Args, Debug)]
#[command(after_help = "\
Server berhenti baik-baik pada SIGTERM: permintaan yang sedang berjalan diselesaikan dahulu. Untuk umum, taruh di
belakang perantara HTTPS dan beri --secure-cookies serta --trusted-proxy alamat perantaranya.

Contoh:
  lapor serve --listen 127.0.0.1:8080
  lapor serve --listen 127.0.0.1:8080 --trusted-proxy 127.0.0.1 --secure-cookies
  lapor serve --host lapor.kota.example=palangkaraya")]
pub(crate) struct Serve {
    /// Alamat dan porta tempat mendengarkan
    #[arg(long, value_name = "ALAMAT:PORTA", default_value = "127.0.0.1:8080", value_parser = values::address)]
    listen: SocketAddr,
    #[command(flatten)]
    door: Door,
}

/// How the doors are set up.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Door {
    /// Alamat perantara yang X-Forwarded-For-nya dipercaya; boleh diulang
    #[arg(long, value_name = "ALAMAT", value_parser = values::ip)]
    trusted_proxy: Vec<IpAddr>,
    /// Kuki hanya lewat HTTPS; wajib bila halaman dilayani lewat HTTPS
    #[arg(long)]
    secure_cookies: bool,
    /// Nama host milik satu instansi: HOST=INSTANSI; boleh diulang
    #[arg(long, value_name = "HOST=INSTANSI", value_parser = values::host)]
    host: Vec<(String, String)>,
    /// Permintaan baca per menit dari satu alamat tanpa kunci, untuk API, Open311, umpan dan data; 0 tanpa batas
    #[arg(long, value_name = "JUMLAH", default_value_t = 240)]
    anonymous_per_minute: u32,
}

impl Serve {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let places = Places::of(global)?;
        let listener = bind(self.listen).await?;
        let app = open::app(
            &places,
            Expect::MayBeNew,
            Arc::new(SystemClock),
            Box::new(OsEntropy),
        )
        .await?;
        open::channels(&app, global)?;
        if app.rules().directory.bodies.is_empty() {
            tracing::warn!(
                database = places.shown(),
                "pemasangan masih kosong; siapkan dengan `lapor admin init`"
            );
        }
        announce(&listener)?;
        run(app, listener, self.door.settings(false)).await
    }
}

impl Door {
    /// As the doors take it.
    pub(crate) fn settings(self, demo: bool) -> Settings {
        Settings {
            demo,
            secure_cookies: self.secure_cookies,
            hosts: self.host.into_iter().collect::<HashMap<_, _>>(),
            trusted_proxies: self.trusted_proxy,
            anonymous_per_minute: self.anonymous_per_minute,
        }
    }
}

/// Takes the address, before anything else is opened.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!(
            "tidak dapat mendengarkan di {address}: {}. Pilih alamat atau porta lain dengan --listen",
            system(&error)
        ))
    })
}

/// Says where.
pub(crate) fn announce(listener: &TcpListener) -> Result<(), Failure> {
    let address = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("alamat tidak diketahui: {}", system(&error))))?;
    output::line(format!("Mendengarkan di http://{address}"))
}

/// Serves until told to stop, then closes everything in order.
pub(crate) async fn run(
    app: App,
    listener: TcpListener,
    settings: Settings,
) -> Result<(), Failure> {
    let stop = Stop::on_signals().map_err(|error| {
        Failure::new(format!(
            "isyarat sistem tidak dapat didengar: {}",
            system(&error)
        ))
    })?;
    let letters = letters::door(&app).await?;
    let background = Background::start(&app, &stop);
    let letters = letters.map(|door| {
        let mut stop = stop.clone();
        tokio::spawn(door.serve(app.clone(), async move { stop.asked().await }))
    });
    http::serve(listener, router(Web::new(app.clone(), settings)), stop).await;
    background.ended().await;
    if let Some(letters) = letters {
        let _ended = letters.await;
    }
    app.store().clone().close().await;
    tracing::info!("berhenti");
    Ok(())
}
