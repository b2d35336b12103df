//! The simulator's program: a portal with a clock to turn, and the demo.

use clap::{Parser, Subcommand};
use passcode_simulator::control::ControlClient;
use passcode_simulator::{demo, serve};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Simulated phones and a portal whose clock can be turned, to test integrations.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A portal over TLS on loopback with a control port; prints one line of JSON when ready.
    Serve {
        /// End when standard input ends: with whoever holds its other end, however that ends.
        #[arg(long)]
        leashed: bool,
    },
    /// Runs every procedure on simulated phones and ends with a table.
    Demo {
        /// The folder of the scenario files.
        #[arg(long, default_value = "scenarios")]
        scenarios: PathBuf,
        /// Print one JSON object last.
        #[arg(long)]
        json: bool,
        /// Instead: make a tenant of some weeks, print its accounts and what to try with each, and
        /// leave its portal up.
        #[arg(long)]
        keep: bool,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Serve { leashed } => run_server(leashed),
        Command::Demo {
            scenarios,
            json,
            keep,
        } => {
            if keep {
                keep_tenant(json)
            } else {
                run_demo(&scenarios, json)
            }
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("passcode-simulator: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run_server(is_leashed: bool) -> Result<bool, String> {
    // What fails inside the portal; never what it was asked.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::ERROR)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(serve::serve(is_leashed)).map(|()| true)
}

fn run_demo(scenarios: &Path, json: bool) -> Result<bool, String> {
    let control = start()?;
    let reports = demo::tell(&control, scenarios, &mut std::io::stdout())?;
    if json {
        println!("{}", demo::as_json(&reports));
    }
    Ok(reports.iter().all(|report| report.ok))
}

fn keep_tenant(json: bool) -> Result<bool, String> {
    let control = start()?;
    let mut tenant = control.begin_demo()?;
    demo::tour::print(control.ready(), &tenant, &mut std::io::stdout())
        .map_err(|error| error.to_string())?;
    if let (true, Some(told)) = (json, tenant.as_object_mut()) {
        told.insert("portal".to_owned(), json!(control.ready()));
        println!("{tenant}");
    }
    control.wait();
    Ok(true)
}

fn start() -> Result<ControlClient, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    ControlClient::start(&program)
}
