// One `passcode-simulator serve` as a process of its own, and its control port. It ends with whoever
// started it; every scenario gets a fresh portal behind the same address.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What the simulator prints when it is ready. */
interface Ready {
  address: string;
  certificate_sha256: string;
  control: string;
  control_token: string;
}

/** A step as in `docs/scenarios.md`. */
export interface Step {
  on?: string;
  do?: string;
  with?: Record<string, unknown>;
  clock?: string;
  fault?: { phone: string; network: string };
}

/** What came of a step. */
export type Answer = Record<string, any>;

export class Simulator {
  private constructor(
    private readonly process: ChildProcess,
    private readonly ready: Ready,
  ) {}

  static async start(): Promise<Simulator> {
    const program = process.env.PASSCODE_SIMULATOR;
    if (!program) {
      throw new Error('PASSCODE_SIMULATOR is to name the program passcode-simulator; scripts/test browser does.');
    }
    const child = spawn(program, ['serve', '--leashed'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout! });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${program} ended before it was ready`);
    });
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    ended.catch(() => undefined);
    return new Simulator(child, JSON.parse(line) as Ready);
  }

  /** Where the portal is. */
  get address(): string {
    return this.ready.address;
  }

  /** Asks the control port; what it refuses is an error with its reason. */
  async control(path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(this.ready.control + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.ready.control_token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const told = (await answer.json()) as Answer;
    if (!answer.ok) {
      throw new Error(`the control port refused ${path}: ${told.reason}`);
    }
    return told;
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) {
      await ended;
    }
  }
}
