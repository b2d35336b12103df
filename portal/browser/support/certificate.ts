// Certificates for servers of a test: an authority of the test's own, and what it signed for
// loopback. Made anew each time; the authority's key is thrown away at once.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Certificate {
  /** What clients trust, PEM. */
  authority: string;
  certificate: string;
  key: string;
}

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '2'];

/** A certificate for `localhost` and 127.0.0.1. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  const openssl = (...more: string[]) =>
    execFileSync('openssl', ['req', '-x509', ...CURVE, ...more], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  try {
    openssl('-subj', '/CN=Authority of a test', '-addext', 'keyUsage=critical,keyCertSign',
      '-keyout', 'authority.key', '-out', 'authority.pem');
    openssl('-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-addext', 'basicConstraints=critical,CA:FALSE',
      '-CA', 'authority.pem', '-CAkey', 'authority.key', '-keyout', 'server.key', '-out', 'server.pem');
    return { authority: read('authority.pem'), certificate: read('server.pem'), key: read('server.key') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
