// The identity provider of tests, asked as a portal would ask it.
import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { IdentityProvider } from '../support/identity-provider.ts';
import { alice } from '../support/people.ts';

const ALICE = { ...alice, subject: '0042' };

let portal: http.Server;
let callback: string;
let provider: IdentityProvider;
test.beforeEach(async () => {
  portal = http.createServer((_, answer) => answer.end('back at the portal')).listen(0, '127.0.0.1');
  await once(portal, 'listening');
  callback = `http://127.0.0.1:${(portal.address() as AddressInfo).port}/callback`;
  provider = await IdentityProvider.start([callback], [ALICE, { user_name: 'bob', password: 'x' }]);
});
test.afterEach(async () => {
  await provider.stop();
  portal.close();
  portal.closeAllConnections();
});

/** Asks it over TLS, trusting its authority and nobody else. */
async function ask(url: string, body?: URLSearchParams): Promise<Record<string, any>> {
  const { promise, resolve, reject } = withResolvers<string>();
  const auth = body && `${provider.clientId}:${provider.clientSecret}`;
  const headers = body && { 'content-type': 'application/x-www-form-urlencoded' };
  https
    .request(url, { ca: provider.authority, method: body ? 'POST' : 'GET', auth, headers }, (answer) => {
      text(answer).then(resolve, reject);
    })
    .on('error', reject)
    .end(body?.toString());
  return JSON.parse(await promise);
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((one, other) => ([resolve, reject] = [one, other]));
  return { promise, resolve, reject };
}

test('its discovery document, over TLS that its authority vouches for', async () => {
  const found = await ask(`${provider.issuer}/.well-known/openid-configuration`);
  expect(found.issuer).toBe(provider.issuer);
  expect(found.code_challenge_methods_supported).toContain('S256');
  const { keys } = await ask(found.jwks_uri);
  expect(keys).toHaveLength(1);
  expect(keys[0].d).toBeUndefined();
});

test('whoever signs in comes back with a code, and the code is good for an identity', async ({ page }) => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = (more: Record<string, string>) =>
    new URLSearchParams({
      client_id: provider.clientId,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid profile email',
      state: 'some state',
      nonce: 'some nonce',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    });
  const signIn = async (secret: string) => {
    await page.getByLabel('Login').fill('alice');
    await page.getByLabel('Secret').fill(secret);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const identity = async () => {
    await page.waitForURL(`${callback}**`);
    const code = new URL(page.url()).searchParams.get('code') ?? '';
    const body = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier };
    const { id_token } = await ask(`${provider.issuer}/token`, new URLSearchParams(body));
    return JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url').toString());
  };

  await page.goto(`${provider.issuer}/auth?${query({})}`);
  await signIn('horse battery correct?');
  await expect(page.getByRole('alert')).toHaveText('Not accepted.');
  await signIn(ALICE.password);
  const first = await identity();
  expect(first).toMatchObject({ sub: '0042', preferred_username: 'alice', nonce: 'some nonce', iss: provider.issuer });

  // It remembers whom it knows, unless it is told to ask again; its time is turned, not waited for.
  await page.goto(`${provider.issuer}/auth?${query({})}`);
  expect((await identity()).sub).toBe('0042');
  await provider.clock(5 * 60_000);
  for (const again of [{ max_age: '0' }, { prompt: 'login' }, { max_age: '60' }]) {
    await page.goto(`${provider.issuer}/auth?${query(again)}`);
    await signIn(ALICE.password);
    const { auth_time } = await identity();
    expect(auth_time).toBeGreaterThanOrEqual(first.iat + 5 * 60);
    await provider.clock(2 * 60_000);
  }
});
