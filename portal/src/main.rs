//! The portal as a program: `passcode-portal serve --data DIR`.
//!
//! It reads its arguments, opens the data directory and the database, and serves. It has no switch
//! for tests, and no argument that takes a secret: other users can list those.

use clap::{Parser, Subcommand, ValueEnum};
use passcode_portal::tls::ServerIdentity;
use passcode_portal::{
    DatabaseChoice, IdentityProvider, Mail, Portal, PostgresUrl, Settings, StartFailure,
    SystemClock, server,
};
use serde_json::json;
use std::io::IsTerminal as _;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal;
use tokio::sync::Notify;

/// Holds the URL of a PostgreSQL database.
const DATABASE_URL: &str = "PASSCODE_PORTAL_DATABASE_URL";

/// How long a load balancer has to see that `/ready` refuses, before new connections are.
const NOTICE: Duration = Duration::from_secs(5);

/// How long a mail that is being sent may take once everything else has ended.
const LAST_MAIL: Duration = Duration::from_secs(5);

/// Reference management server of Secure Apps Passcode.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves administration, self-service and devices over TLS.
    Serve {
        /// The data directory: database, master key and certificate. Made if there is none.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// A file, readable by its owner only, with the URL of a PostgreSQL database. Without it
        /// the URL is that of the environment's PASSCODE_PORTAL_DATABASE_URL; without either, the
        /// database is SQLite in the data directory.
        #[arg(long, value_name = "FILE")]
        database_url_file: Option<PathBuf>,
        /// A file, readable by its owner only, with the JSON object of the identity provider through
        /// which users may sign in: `issuer`, `client_id`, `client_secret`, `public_url`, `name`,
        /// `user_name_claim` and, if need be, `certificate_authority_file`.
        #[arg(long, value_name = "FILE")]
        identity_provider_file: Option<PathBuf>,
        /// A file, readable by its owner only, that says in JSON how notices are mailed. Without it
        /// nothing is.
        #[arg(long, value_name = "FILE")]
        mail_file: Option<PathBuf>,
        /// The address to listen on. Port 0 takes any free port and prints one line of JSON.
        #[arg(long, value_name = "ADDR", default_value = "localhost:8443", value_parser = address)]
        listen: SocketAddr,
        /// The address of `/metrics`, for monitoring alone: without TLS, for anybody who reaches it.
        #[arg(long, value_name = "ADDR", value_parser = address)]
        metrics_listen: Option<SocketAddr>,
        /// How the log on standard error is written. Without it: as text on a terminal, else as
        /// JSON, one object a line.
        #[arg(long, value_name = "FORMAT")]
        log_format: Option<LogFormat>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Json,
    Text,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve {
        data,
        database_url_file,
        identity_provider_file,
        mail_file,
        listen,
        metrics_listen,
        log_format,
    } = Arguments::parse().command;
    start_log(log_format);
    let files = Files {
        database_url: database_url_file,
        identity_provider: identity_provider_file,
        mail: mail_file,
    };
    match serve(&data, files, (listen, metrics_listen)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

/// Files of settings; what holds a secret is no argument.
struct Files {
    database_url: Option<PathBuf>,
    identity_provider: Option<PathBuf>,
    mail: Option<PathBuf>,
}

impl Files {
    fn read(&self) -> Result<(DatabaseChoice, Settings), StartFailure> {
        let database = database(self.database_url.as_deref())?;
        let provider = self.identity_provider.as_deref();
        let settings = Settings {
            identity_provider: provider.map(IdentityProvider::from_file).transpose()?,
            mail: self.mail.as_deref().map(Mail::from_file).transpose()?,
        };
        Ok((database, settings))
    }
}

async fn serve(
    data: &Path,
    files: Files,
    (listen, metrics_listen): (SocketAddr, Option<SocketAddr>),
) -> Result<(), String> {
    let unusable = |option, address, failure| {
        format!("Choose another address with {option}: {address} cannot be served ({failure}).")
    };
    let text = |failure: StartFailure| format!("{failure} ({})", failure.code());
    let (database, settings) = files.read().map_err(text)?;
    let clock = Arc::new(SystemClock);
    let portal = Portal::open_with_settings(data, database, clock, settings)
        .await
        .map_err(text)?;
    let identity = ServerIdentity::load_or_create(data).map_err(text)?;
    let token = portal.set_up_token().await.map_err(text)?;
    let metrics = match metrics_listen {
        Some(listen) => {
            let served = server::serve_metrics(listen, &portal).await;
            Some(served.map_err(|failure| unusable("--metrics-listen", listen, failure))?)
        }
        None => None,
    };
    let ready = |address: SocketAddr| announce(listen, (address, metrics), &identity, token);
    let stop = async {
        let reason = asked_to_stop().await;
        portal.leave();
        if reason == Stop::Orderly {
            // Whoever is in a hurry says so by a second signal.
            let _ = tokio::time::timeout(NOTICE, asked_to_stop()).await;
        }
    };
    let ended = Arc::new(Notify::new());
    let (sender, end) = (portal.clone(), ended.clone());
    let mailing = tokio::spawn(async move { sender.deliver_mail(end.notified()).await });
    let served = server::serve(listen, &identity, portal.router(), ready, stop).await;
    ended.notify_one();
    let _ = tokio::time::timeout(LAST_MAIL, mailing).await;
    portal.close().await;
    served.map_err(|failure| unusable("--listen", listen, failure))
}

/// SECURITY: of a panic only its place is told: its text could hold what somebody typed.
fn start_log(format: Option<LogFormat>) {
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr);
    let log = log.with_target(false);
    let is_text = match format {
        Some(format) => format == LogFormat::Text,
        None => std::io::stderr().is_terminal(),
    };
    if is_text {
        log.init();
    } else {
        log.json().flatten_event(true).init();
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.unwrap_or_default(), "panic");
    }));
}

/// The file counts before the environment.
fn database(url_file: Option<&Path>) -> Result<DatabaseChoice, StartFailure> {
    let url = match (url_file, std::env::var_os(DATABASE_URL)) {
        (Some(file), _) => PostgresUrl::from_file(file)?,
        (None, Some(url)) => {
            PostgresUrl::parse(url.to_str().ok_or(StartFailure::DatabaseUrlInvalid)?)?
        }
        (None, None) => return Ok(DatabaseChoice::Sqlite),
    };
    Ok(DatabaseChoice::Postgres(url))
}

/// Says where the portal is and, as long as there is no administrator, how to set it up.
fn announce(
    listen: SocketAddr,
    (address, metrics): (SocketAddr, Option<SocketAddr>),
    identity: &ServerIdentity,
    token: Option<String>,
) {
    let fingerprint = identity.fingerprint();
    if listen.port() == 0 {
        let mut line = json!({
            "address": format!("https://{address}"),
            "certificate_sha256": fingerprint,
            "set_up_token": token,
        });
        if let (Some(fields), Some(metrics)) = (line.as_object_mut(), metrics) {
            fields.insert(
                "metrics".to_owned(),
                json!(format!("http://{metrics}/metrics")),
            );
        }
        println!("{line}");
        return;
    }
    let authority = if address.ip().is_loopback() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    println!("The portal is at https://{authority}");
    println!("Its certificate's SHA-256 is {fingerprint}");
    if let Some(metrics) = metrics {
        println!("Its metrics are at http://{metrics}/metrics");
    }
    if let Some(token) = token {
        println!("Set it up, once: https://{authority}/set-up#{token}");
    }
}

/// `localhost` and names work like numbers; the first address counts.
fn address(text: &str) -> Result<SocketAddr, String> {
    let help = || "give a host and a port, like localhost:8443 or 127.0.0.1:0".to_owned();
    if let Some(port) = text.strip_prefix("localhost:") {
        return format!("127.0.0.1:{port}").parse().map_err(|_| help());
    }
    text.to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(help)
}

/// Who wants the program to end.
#[derive(PartialEq, Eq)]
enum Stop {
    /// A person, by Ctrl-C.
    AtOnce,
    /// Whoever runs it, by SIGTERM.
    Orderly,
}

/// Ctrl-C, or on Unix SIGTERM.
async fn asked_to_stop() -> Stop {
    #[cfg(unix)]
    {
        let terminate = signal::unix::signal(signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            return tokio::select! {
                _ = signal::ctrl_c() => Stop::AtOnce,
                _ = terminate.recv() => Stop::Orderly,
            };
        }
    }
    if signal::ctrl_c().await.is_err() {
        // Without a signal there is nothing to wait for: serve until the process is ended.
        std::future::pending::<()>().await;
    }
    Stop::AtOnce
}
