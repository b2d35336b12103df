//! What an operator watches, counted in this process since its start: requests, refusals,
//! derivations, one-time PINs, AppConnect Unlocks, mail, connections to the database.
//!
//! Every label is one of a few words of this program: a route's template, never a path; a kind of
//! bucket, never a source. Nothing here decides anything.

use crate::database::Database;
use crate::one_use::OneUse;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::fmt;
use std::time::{Duration, Instant};

/// Upper bounds, seconds: a look at the database takes milliseconds, a derivation a tenth of a
/// second, and after thirty seconds a request is given up.
const SECONDS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// Everything that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    refusals: Family<Refusal, Counter>,
    attempts: Family<Bucket, Counter>,
    pins: Family<Event, Counter>,
    unlocks: Family<Event, Counter>,
    mail_sent: Counter,
    mail_failed: Family<Kind, Counter>,
    connections: Gauge,
    idle_connections: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refusal {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Bucket {
    bucket: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Event {
    event: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

/// A request that was answered.
pub(crate) struct Answered<'a> {
    pub(crate) route: &'a str,
    pub(crate) method: &'static str,
    pub(crate) status: u16,
    pub(crate) took: Duration,
}

impl Metrics {
    pub(crate) fn new(derivations: &DerivationMetrics) -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("passcode_portal"),
            requests: Family::default(),
            durations: Family::new_with_constructor(histogram),
            refusals: Family::default(),
            attempts: Family::default(),
            pins: Family::default(),
            unlocks: Family::default(),
            mail_sent: Counter::default(),
            mail_failed: Family::default(),
            connections: Gauge::default(),
            idle_connections: Gauge::default(),
        };
        metrics.register();
        derivations.register(&mut metrics.registry);
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        let build = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program's version", build);
        registry.register("requests", "Requests answered", self.requests.clone());
        let help = "Time from a request to its answer";
        let durations = self.durations.clone();
        registry.register_with_unit("request_duration", help, Unit::Seconds, durations);
        let help = "Problems answered, by code";
        registry.register("refusals", help, self.refusals.clone());
        let help = "Attempts refused because a bucket was full";
        registry.register("attempts_refused", help, self.attempts.clone());
        let help = "One-time PINs issued and used, and wrong tries while one was live";
        registry.register("one_time_pins", help, self.pins.clone());
        let help = "AppConnect Unlocks granted and used, and wrong tries at one";
        registry.register("appconnect_unlocks", help, self.unlocks.clone());
        let help = "Mails that the mail server took";
        registry.register("mail_sent", help, self.mail_sent.clone());
        let help = "Attempts to mail that failed: for now, or for good";
        registry.register("mail_failed", help, self.mail_failed.clone());
        for kind in ["temporary", "permanent"] {
            self.mail_failed.get_or_create(&Kind { kind }).inc_by(0);
        }
        let help = "Connections to the database";
        registry.register("database_connections", help, self.connections.clone());
        let help = "Connections to the database that nobody uses";
        let idle = self.idle_connections.clone();
        registry.register("database_connections_idle", help, idle);
    }

    pub(crate) fn answered(&self, answered: &Answered<'_>) {
        let route = answered.route.to_owned();
        let status = match answered.status / 100 {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            5 => "5xx",
            _ => "1xx",
        };
        let duration = self.durations.get_or_create(&Route {
            route: route.clone(),
        });
        duration.observe(answered.took.as_secs_f64());
        let method = answered.method;
        let request = Request {
            route,
            method,
            status,
        };
        self.requests.get_or_create(&request).inc();
    }

    /// A problem was answered; `bucket` is the kind of the bucket that was full.
    pub(crate) fn refused(&self, code: &'static str, bucket: Option<&'static str>) {
        self.refusals.get_or_create(&Refusal { code }).inc();
        if let Some(bucket) = bucket {
            self.attempts.get_or_create(&Bucket { bucket }).inc();
        }
    }

    pub(crate) fn issued(&self, kind: OneUse) {
        self.happened(kind, "issued");
    }

    pub(crate) fn used(&self, kind: OneUse) {
        self.happened(kind, "used");
    }

    /// A wrong try at a device that has a live one.
    pub(crate) fn missed(&self, kind: OneUse) {
        self.happened(kind, "refused");
    }

    pub(crate) fn mail_sent(&self) {
        self.mail_sent.inc();
    }

    /// `temporary` if it is tried again, else `permanent`.
    pub(crate) fn mail_failed(&self, kind: &'static str) {
        self.mail_failed.get_or_create(&Kind { kind }).inc();
    }

    fn happened(&self, kind: OneUse, event: &'static str) {
        let counted = match kind {
            OneUse::Pin => &self.pins,
            OneUse::Grant => &self.unlocks,
        };
        counted.get_or_create(&Event { event }).inc();
    }

    /// In the text format of OpenMetrics.
    pub(crate) fn to_text(&self, database: &Database) -> Result<String, fmt::Error> {
        let pool = database.pool();
        self.connections.set(i64::from(pool.size()));
        let idle = i64::try_from(pool.num_idle()).unwrap_or(i64::MAX);
        self.idle_connections.set(idle);
        let mut written = String::new();
        text::encode(&mut written, &self.registry)?;
        Ok(written)
    }
}

/// How busy the derivations are.
#[derive(Clone)]
pub(crate) struct DerivationMetrics {
    waiting: Gauge,
    running: Gauge,
    duration: Histogram,
}

impl DerivationMetrics {
    pub(crate) fn new() -> Self {
        Self {
            waiting: Gauge::default(),
            running: Gauge::default(),
            duration: histogram(),
        }
    }

    /// One waits for its turn, until this is dropped.
    pub(crate) fn waits(&self) -> impl Drop + use<> {
        Present::new(&self.waiting)
    }

    /// One runs, until this is dropped.
    pub(crate) fn runs(&self) -> impl Drop + use<> {
        Running {
            _present: Present::new(&self.running),
            duration: self.duration.clone(),
            begun: Instant::now(),
        }
    }

    fn register(&self, registry: &mut Registry) {
        let help = "Derivations that wait for their turn";
        registry.register("derivations_waiting", help, self.waiting.clone());
        let help = "Derivations that run";
        registry.register("derivations_running", help, self.running.clone());
        let help = "Time of one derivation, without waiting";
        let duration = self.duration.clone();
        registry.register_with_unit("derivation_duration", help, Unit::Seconds, duration);
    }
}

/// Counted as long as it is there, also if a request is cut short.
struct Present(Gauge);

impl Present {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.dec();
    }
}

struct Running {
    _present: Present,
    duration: Histogram,
    begun: Instant,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.duration.observe(self.begun.elapsed().as_secs_f64());
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}
