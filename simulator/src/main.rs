//! The simulator's program: a portal with a clock to turn, and the demo.

use clap::{Parser, Subcommand};
use passcode_simulator::control::ControlClient;
use passcode_simulator::{demo, serve};
use serde_json::json;
use std::path::PathBuf;
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
        /// How notices are mailed, like the portal's own `--mail-file`. Without it nothing is.
        #[arg(long, value_name = "FILE")]
        mail_file: Option<PathBuf>,
    },
    /// Runs every procedure on simulated phones and ends with a table.
    Demo {
        /// The folder of the scenario files.
        #[arg(long, default_value = "scenarios")]
        scenarios: PathBuf,
        /// Print one JSON object last.
        #[arg(long)]
        json: bool,
        /// Leave the portal up afterwards, and print address and accounts.
        #[arg(long)]
        keep: bool,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Serve { mail_file } => run_server(mail_file),
        Command::Demo {
            scenarios,
            json,
            keep,
        } => run_demo(&scenarios, json, keep),
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

fn run_server(mail_file: Option<PathBuf>) -> Result<bool, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(serve::serve(mail_file)).map(|()| true)
}

fn run_demo(scenarios: &std::path::Path, json: bool, keep: bool) -> Result<bool, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let control = ControlClient::start(&program)?;
    let reports = demo::tell(&control, scenarios, &mut std::io::stdout())?;
    let ok = reports.iter().all(|report| report.ok);
    if keep {
        stay(&control)?;
    }
    if json {
        println!("{}", demo::as_json(&reports));
    }
    if keep {
        control.wait();
    }
    Ok(ok)
}

/// A portal with accounts to try by hand.
fn stay(control: &ControlClient) -> Result<(), String> {
    control.begin(&json!({
        "configuration": {"ios": {"one_time_pin": true}},
        "users": [{"user_name": "alice", "password": "correct horse battery"}],
    }))?;
    let ready = control.ready();
    println!(
        "\nThe portal stays up until Ctrl-C.\n\
         \n  portal               {}\n  certificate SHA-256  {}\
         \n  administrator        admin / administrator-password\
         \n  user                 alice / correct horse battery\
         \n  control port         {}\n  control token        {}",
        ready.address, ready.certificate_sha256, ready.control, ready.control_token
    );
    Ok(())
}
