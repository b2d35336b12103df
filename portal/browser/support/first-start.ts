// The portal's own program as it is after its first start: nobody there, and a link to set it up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface FirstStart {
  /** Where the portal is. */
  address: string;
  /** What stands after the # in the link. */
  token: string;
  stop: () => Promise<void>;
}

export async function firstStart(): Promise<FirstStart> {
  const program = process.env.PASSCODE_PORTAL;
  if (!program) {
    throw new Error('PASSCODE_PORTAL is to name the program passcode-portal; scripts/test browser does.');
  }
  const data = await mkdtemp(path.join(tmpdir(), 'first-start-'));
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const failed = ended.then(() => {
    throw new Error(`${program} ended before it was ready`);
  });
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), failed])) as [string];
  failed.catch(() => undefined);
  const { address, set_up_token } = JSON.parse(line) as { address: string; set_up_token: string };
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(data, { recursive: true });
  };
  return { address, token: set_up_token, stop };
}
