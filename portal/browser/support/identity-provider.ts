// A real OpenID provider on loopback, over TLS, with a login form: npm's oidc-provider. It is at
// `localhost` while the portal is at 127.0.0.1: another site, as a real one would be.
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { makeCertificate } from './certificate.ts';

/** Somebody whom the provider knows. `subject` is the user name where it is absent. */
export interface ProviderAccount {
  user_name: string;
  password: string;
  subject?: string;
  /** More claims, or others: `{ email: '…', preferred_username: '…' }`. */
  claims?: Record<string, unknown>;
}

export class IdentityProvider {
  private constructor(
    private readonly worker: Worker,
    readonly issuer: string,
    /** What the portal has to trust, PEM. */
    readonly authority: string,
    readonly clientId: string,
    readonly clientSecret: string,
  ) {}

  /** Starts a provider that knows one client and these accounts. */
  static async start(redirectUris: string[], accounts: ProviderAccount[]): Promise<IdentityProvider> {
    const { authority, certificate, key } = makeCertificate();
    const clientId = 'passcode-portal';
    const clientSecret = randomBytes(24).toString('base64url');
    const workerData = { certificate, key, clientId, clientSecret, redirectUris, accounts };
    // A thread has a `Date` of its own, so that the provider's time can be turned.
    const worker = new Worker(new URL('./identity-provider.thread.mjs', import.meta.url), { workerData });
    const [{ issuer }] = (await once(worker, 'message')) as [{ issuer: string }];
    return new IdentityProvider(worker, issuer, authority, clientId, clientSecret);
  }

  /** Its clock goes ahead of the wall clock by so much more: as far as the portal's was turned. */
  async clock(ms: number): Promise<void> {
    this.worker.postMessage({ turn: ms });
    await once(this.worker, 'message');
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
