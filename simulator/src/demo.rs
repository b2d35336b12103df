//! `passcode-simulator demo`: runs procedures as a story that a person can follow, and ends with a
//! table; or leaves a tenant up to look at.

mod story;
pub mod tour;

use crate::control::ControlClient;
use crate::scenario::{Event, Runner, Scenario};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

/// The procedures, in the order of the story: `scenarios/NAME.json`.
pub const PROCEDURES: [&str; 51] = [
    "admin-sets-rules",
    "enrol",
    "create-passcode",
    "rules-refuse-weak",
    "one-unlock-opens-all-apps",
    "wrong-passcode-waits",
    "change-ios",
    "change-android",
    "forgot-ios-password",
    "forgot-android-password",
    "one-time-pin-ios",
    "pin-in-place-of-password",
    "pin-expired-after-30-minutes",
    "pin-used-twice",
    "auto-lock-spans-apps",
    "restart-locks",
    "offline-unlock",
    "offline-change",
    "change-not-allowed",
    "rules-tightened-change-needed",
    "lockout-then-reset",
    "wipe-at-limit",
    "identical-wrong-guess-free",
    "clock-turned-back",
    "forgot-left-midway",
    "pin-newer-cancels-older",
    "pin-cancelled",
    "pin-other-device-refused",
    "pin-five-wrong-tries",
    "pin-android-refused",
    "client-older-than-3.1.0-refused",
    "reset-not-allowed",
    "answer-lost-then-retried",
    "rolled-back-files-refused",
    "second-phone-same-user",
    "history-refuses-old",
    "maximum-age-forces-change",
    "screen-off-locks",
    "out-of-contact-blocks",
    "grace-period",
    "biometric-unlock",
    "biometric-invalidated",
    "passcode-not-required",
    "out-of-contact-wipes",
    "lock-command",
    "retire-destroys-keys",
    "appconnect-unlock-keeps-data",
    "assigned-configuration-wins",
    "forgot-both-help-desk",
    "forgot-both-android",
    "escrow-key-rotated",
];

/// What came of one procedure.
pub struct Report {
    /// Its name.
    pub name: String,
    /// Whether every step came out as expected.
    pub ok: bool,
    /// How long it took.
    pub ms: u128,
}

/// Tells the story of all procedures and answers what came of them.
///
/// # Errors
/// If the scenario files cannot be read or nothing can be printed.
pub fn tell(
    control: &ControlClient,
    scenarios: &Path,
    output: &mut impl Write,
) -> Result<Vec<Report>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let runner = Runner::new(control, folder.path());
    let scenarios = Scenario::read_named(scenarios, &PROCEDURES)?;
    let mut reports = Vec::new();
    for scenario in &scenarios {
        reports.push(tell_one(&runner, scenario, output).map_err(|error| error.to_string())?);
    }
    table(&reports, output).map_err(|error| error.to_string())?;
    Ok(reports)
}

/// The machine's view: one JSON object.
pub fn as_json(reports: &[Report]) -> Value {
    let procedures: Vec<_> = reports
        .iter()
        .map(|report| {
            let ms = u64::try_from(report.ms).unwrap_or(u64::MAX);
            json!({"name": report.name, "ok": report.ok, "ms": ms})
        })
        .collect();
    json!({"procedures": procedures})
}

fn tell_one(
    runner: &Runner<'_>,
    scenario: &Scenario,
    output: &mut impl Write,
) -> io::Result<Report> {
    writeln!(output, "\n{}\n  {}", scenario.name, scenario.about)?;
    let begin = Instant::now();
    let mut told = Ok(());
    let result = runner.run(scenario, |Event::Done { step, answer }| {
        let line = story::line(step, answer);
        told = writeln!(output, "    {line}").and(output.flush());
    });
    told?;
    if let Err(failure) = &result {
        writeln!(
            output,
            "    FAILED at step {}: {}",
            failure.step, failure.reason
        )?;
    }
    let ms = begin.elapsed().as_millis();
    Ok(Report {
        name: scenario.name.clone(),
        ok: result.is_ok(),
        ms,
    })
}

fn table(reports: &[Report], output: &mut impl Write) -> io::Result<()> {
    let width = reports
        .iter()
        .map(|report| report.name.len())
        .max()
        .unwrap_or(0);
    writeln!(output, "\n{:<width$}  result  milliseconds", "procedure")?;
    for Report { name, ok, ms } in reports {
        let result = if *ok { "ok" } else { "FAILED" };
        writeln!(output, "{name:<width$}  {result:<6}  {ms:>12}")?;
    }
    let passed = reports.iter().filter(|report| report.ok).count();
    writeln!(output, "\n{passed} of {} procedures ok", reports.len())
}
