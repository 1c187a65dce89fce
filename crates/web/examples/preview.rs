//! Serves every page with invented contents, to look at while drawing them.
//!
//! `cargo run -p lapor-web --example preview [ADDRESS]`

use std::io;

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:4400".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    axum::serve(listener, lapor_web::preview::router()).await
}
