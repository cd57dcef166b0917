//! The preview: pages are rendered when they are asked for, from the newest snapshot, by the function that `build` uses.
//!
//! One thread owns the project and turns changes of the folder into snapshots (`follow`); requests read the newest one and hold
//! no state (`respond`); an open page hears of new ones through server-sent events (`live`).
//! May import: diagnostics, site, theme, render, project, output.

mod barrier;
mod follow;
mod host;
mod live;
mod range;
mod respond;

use std::io;
use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::project::{Loaded, Project};
use follow::follow;
pub use range::{Asked, asked};
pub use respond::inner_path;

/// Where the preview listens.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The address; the loopback address unless the user asks for another.
    pub host: IpAddr,
    /// The port. None: 8000, or the next free one; 0: any free one.
    pub port: Option<u16>,
}

/// The port that is tried first where none is asked for, and how many after it.
const FIRST_PORT: u16 = 8000;
const PORTS: u16 = 100;

/// Serves a project until Ctrl-C. `started` gets the URL; `changed` gets what each reading of the folder brought.
pub fn serve(
    mut project: Project,
    options: Options,
    started: impl FnOnce(&str),
    changed: impl Fn(&Loaded) + Send + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let listener = listen(options).await?;
        let loaded = project.load();
        changed(&loaded);
        let base_path = loaded.snapshot.site.config().base_url.path().to_owned();
        let newest = follow(project, loaded, changed).map_err(io::Error::other)?;
        let followed = newest.clone();
        started(&format!("http://{}{base_path}", listener.local_addr()?));
        let page = |State(newest): State<follow::Newest>, request: Request| async move {
            respond::respond(newest.get().await, request).await
        };
        let router = Router::new()
            .route(live::EVENTS, get(live::events))
            .route(live::SCRIPT, get(live::script))
            .fallback(page)
            .layer(axum::middleware::from_fn(host::refuse_foreign))
            .with_state(newest);
        let result = tokio::select! {
            result = axum::serve(listener, router) => result,
            _ = tokio::signal::ctrl_c() => Ok(()),
        };
        followed.clear();
        result
    });
    // Open event streams and slow clients don't hold up the end.
    runtime.shutdown_background();
    result
}

async fn listen(options: Options) -> io::Result<TcpListener> {
    let ports = match options.port {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + PORTS,
    };
    let mut last = None;
    for port in ports {
        match TcpListener::bind(SocketAddr::new(options.host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}
