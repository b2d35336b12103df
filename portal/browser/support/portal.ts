// The portal of a test: what there is before it begins, what administrators, users and phones do
// beside the browser, and the clock. Steps are those of `docs/scenarios.md`.
import type { Page } from '@playwright/test';
import type { Person } from './people.ts';
import type { Answer, Simulator, Step } from './simulator.ts';

/** What there is before a test: the `given` of scenario files. */
export interface Given {
  configuration?: Partial<Record<'ios' | 'android', Record<string, unknown>>>;
  users?: { user_name: string; password: string }[];
  staff?: { user_name: string; password: string; role: 'administrator' | 'help-desk' | 'auditor' }[];
  phones?: { id: string; platform: 'ios' | 'android'; app_version: string }[];
  /** The portal's own settings: files that nobody else may read. */
  identity_provider_file?: string;
  mail_file?: string;
}

/** The passcode of phones that a test sets up. */
export const PASSCODE = '847319';

/** Whether the portal's clock waits to be turned, or goes on with the wall clock. */
export interface Pace {
  running?: boolean;
}

export class Portal {
  constructor(private readonly simulator: Simulator) {}

  get address(): string {
    return this.simulator.address;
  }

  /** A fresh portal with the administrator `admin` and what is given. */
  async begin(given: Given = {}, pace: Pace = {}): Promise<void> {
    await this.simulator.control(path('/scenario', pace), given);
  }

  /** A fresh portal with the tenant of `scripts/demo --keep`; answers its accounts. */
  async beginDemo(pace: Pace = {}): Promise<Answer> {
    return this.simulator.control(path('/demo', pace), {});
  }

  /** Somebody does something: `step('phone:a', 'unlock', { passcode: '847319' })`. */
  async step(on: string, what: string, details: Record<string, unknown> = {}): Promise<Answer> {
    return this.post({ on, do: what, with: details });
  }

  /** A user sets up secure apps on these phones, with `PASSCODE`. They are open then. */
  async setUp(user: Person, ...phones: string[]): Promise<void> {
    for (const id of phones) {
      await this.step(`phone:${id}`, 'enroll', { user_name: user.user_name, secret: user.password });
      await this.step(`phone:${id}`, 'create', { passcode: PASSCODE });
    }
  }

  /** Adds many devices or lines of the audit trail: `fill({ devices: 100_000 })`. Nobody of them signs in. */
  async fill(filling: { devices?: number; audit_lines?: number; chained_audit_lines?: number }): Promise<void> {
    await this.simulator.control('/fill', filling);
  }

  /** From now on the network of a phone is `unreachable`, `answer-lost`, `nonsense` or `none`. */
  async fault(phone: string, network: string): Promise<void> {
    await this.post({ fault: { phone, network } });
  }

  /** Time passes, for the portal and its phones: `clock('+30m')`. */
  async clock(by: string): Promise<void> {
    await this.post({ clock: by });
  }

  /** What the portal's clock says, in milliseconds since 1970. */
  async now(): Promise<number> {
    const { now_ms } = await this.simulator.control('/status');
    return now_ms as number;
  }

  /** From now on scripts in the page live in the portal's time, which goes on from there. */
  async shareClock(page: Page): Promise<void> {
    await page.clock.install({ time: await this.now() });
  }

  private async post(step: Step): Promise<Answer> {
    return this.simulator.control('/step', step);
  }
}

function path(of: string, pace: Pace): string {
  return pace.running ? `${of}?clock=running` : of;
}
