//! The preview: pages are rendered when they are asked for, from the newest snapshot, by the function that `build` uses.
//!
//! One thread owns the project and turns changes of the folder into snapshots (`follow`); requests read the newest one
//! (`respond`) and hold no state. May import: diagnostics, site, theme, render, project, output.

mod follow;
mod respond;

use std::io;
use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::State;
use axum::http::Request;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::project::{Loaded, Project};
use crate::render::Snapshot;
use follow::follow;
use respond::respond;

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
    runtime.block_on(async {
        let listener = listen(options).await?;
        let loaded = project.load();
        changed(&loaded);
        let base_path = loaded.snapshot.site.config().base_url.path().to_owned();
        started(&format!("http://{}{base_path}", listener.local_addr()?));
        let (sender, receiver) = watch::channel(loaded.snapshot);
        let _watcher = follow(project, sender, changed).map_err(io::Error::other)?;
        let handler = |State(newest): State<watch::Receiver<Snapshot>>, request: Request<_>| async move {
            let snapshot = newest.borrow().clone();
            respond(snapshot, request).await
        };
        let router = Router::new().fallback(handler).with_state(receiver);
        tokio::select! {
            result = axum::serve(listener, router) => result,
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    })
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
