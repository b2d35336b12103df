// The thread of identity-provider.ts. A thread does not go through the test runner's loader: plain
// JavaScript.
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { Provider } from 'oidc-provider';

const { certificate, key, clientId, clientSecret, redirectUris, accounts } = workerData;
const HOUR = 3600;

let ahead = 0;
const wall = Date.now;
Date.now = () => wall() + ahead;
parentPort.on('message', ({ turn }) => {
  ahead += turn;
  parentPort.postMessage({});
});

let serve = (_, response) => response.writeHead(503).end();
const server = createServer({ cert: certificate, key }, (request, response) => serve(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `https://localhost:${server.address().port}`;
  const provider = new Provider(issuer, configuration());
  const callback = provider.callback();
  serve = (request, response) =>
    request.url.startsWith('/interaction/') ? signIn(provider, request, response) : callback(request, response);
  parentPort.postMessage({ issuer });
});

function configuration() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signing = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' });
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...signing, kid: 'test', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    // Claims of the scopes are in the ID token, as most providers do it.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: HOUR, AuthorizationCode: 60, Grant: HOUR, IdToken: HOUR, Interaction: HOUR, Session: 8 * HOUR },
    findAccount: (_, subject) => {
      const account = accounts.find((one) => subjectOf(one) === subject);
      return account && { accountId: subject, claims: () => claimsOf(account) };
    },
    // Nobody is asked to consent to their own organisation's portal.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

function subjectOf(account) {
  return account.subject ?? account.user_name;
}

function claimsOf(account) {
  return { sub: subjectOf(account), name: account.user_name, preferred_username: account.user_name, ...account.claims };
}

async function signIn(provider, request, response) {
  const page = (problem) => response.setHeader('content-type', 'text/html; charset=utf-8').end(form(problem));
  try {
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      page('');
      return;
    }
    const typed = new URLSearchParams(await text(request));
    const account = accounts.find((one) => one.user_name === typed.get('login'));
    if (!account || account.password !== typed.get('password')) {
      page('<p role="alert">Not accepted.</p>');
      return;
    }
    const result = { login: { accountId: subjectOf(account) } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
}

function form(problem) {
  return `<!doctype html><html lang="en"><title>Identity provider of a test</title>
    <h1>Identity provider of a test</h1>${problem}
    <form method="post"><label>Login <input name="login"></label>
    <label>Secret <input name="password" type="password"></label><button>Continue</button></form></html>`;
}
