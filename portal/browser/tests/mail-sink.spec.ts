// The mail server of tests, spoken to as a portal would speak to it.
import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { MailSink } from '../support/mail-sink.ts';

const MESSAGE = [
  'From: Portal <portal@example.org>',
  'To: amelie@example.org',
  'Subject: =?utf-8?Q?Code_d=E2=80=99acc=C3=A8s?=',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('Votre code a été réinitialisé.').toString('base64'),
];

/** Says lines, each after the answer to the one before; answers what came last. */
async function say(socket: net.Socket, lines: string[]): Promise<string> {
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async () => {
    for (;;) {
      const { value, done } = await answers.next();
      if (done) throw new Error('hung up');
      if (value[3] === ' ') return value as string;
    }
  };
  let last = await answer();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    last = await answer();
  }
  socket.end('QUIT\r\n');
  return last;
}

function lines(to: string): string[] {
  return ['EHLO localhost', 'MAIL FROM:<portal@example.org>', `RCPT TO:<${to}>`, 'DATA', [...MESSAGE, '.'].join('\r\n')];
}

test('a message wakes whoever waits for it, and waits for whoever comes later', async () => {
  const sink = await MailSink.start();
  const awaited = sink.messageTo('amelie@example.org');
  expect(await say(net.connect(sink.port, '127.0.0.1'), lines('bob@example.org'))).toMatch(/^250/);
  expect(await say(net.connect(sink.port, '127.0.0.1'), lines('amelie@example.org'))).toMatch(/^250/);
  const message = await awaited;
  expect(message.subject).toBe('Code d’accès');
  expect(message.text?.trim()).toBe('Votre code a été réinitialisé.');
  expect(sink.left).toBe(1);
  expect((await sink.messageTo('bob@example.org')).recipients).toEqual(['bob@example.org']);
  await sink.stop();
});

test('it refuses when it is told to', async () => {
  const sink = await MailSink.start();
  sink.refuse(451, 'try later');
  expect(await say(net.connect(sink.port, '127.0.0.1'), lines('bob@example.org'))).toMatch(/^451/);
  expect(sink.left).toBe(0);
  sink.accept();
  expect(await say(net.connect(sink.port, '127.0.0.1'), lines('bob@example.org'))).toMatch(/^250/);
  await sink.stop();
});

test('over TLS from the start, for who has an account', async () => {
  const account = { user_name: 'portal', password: 'of the portal' };
  const sink = await MailSink.start({ tls: 'from-the-start', account });
  const connect = async () => {
    const socket = tls.connect({ port: sink.port, host: 'localhost', ca: sink.authority });
    await once(socket, 'secureConnect');
    return socket;
  };
  const plain = (password: string) => Buffer.from(`\0portal\0${password}`).toString('base64');
  const [hello, ...rest] = lines('bob@example.org');
  expect(await say(await connect(), [hello!, `AUTH PLAIN ${plain('wrong')}`])).toMatch(/^535/);
  expect(await say(await connect(), [hello!, `AUTH PLAIN ${plain(account.password)}`, ...rest])).toMatch(/^250/);
  expect(sink.left).toBe(1);
  await sink.stop();
});
