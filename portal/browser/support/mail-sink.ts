// A mail server on loopback that keeps what it gets and delivers nothing. Who waits for a message is
// woken by it.
import { simpleParser, type ParsedMail } from 'mailparser';
import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { makeCertificate } from './certificate.ts';

/** A message as it was read: `subject`, `text`, `html`, `headers`… */
export type Message = ParsedMail & { recipients: string[] };

export interface MailSettings {
  /** How the connection is kept private; nothing where absent. */
  tls?: 'starttls' | 'from-the-start';
  /** Who may send; anybody where absent. */
  account?: { user_name: string; password: string };
}

export class MailSink {
  private readonly arrivals = new EventEmitter();
  private readonly messages: Message[] = [];
  private refusal?: Error;
  private server!: SMTPServer;
  /** What a client has to trust, PEM. */
  authority?: string;

  static async start(settings: MailSettings = {}): Promise<MailSink> {
    const sink = new MailSink();
    const certificate = settings.tls && makeCertificate();
    sink.authority = certificate?.authority;
    sink.server = new SMTPServer({
      ...(certificate && { cert: certificate.certificate, key: certificate.key }),
      secure: settings.tls === 'from-the-start',
      disabledCommands: [...(settings.tls ? [] : ['STARTTLS']), ...(settings.account ? [] : ['AUTH'])],
      authOptional: !settings.account,
      allowInsecureAuth: !settings.tls,
      onAuth: (auth, _, answer) => {
        const { user_name, password } = settings.account ?? {};
        const isRight = auth.username === user_name && auth.password === password;
        answer(isRight ? null : new Error('535 not accepted'), isRight ? { user: user_name } : undefined);
      },
      onData: (stream, session, answer) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        simpleParser(stream).then((mail) => {
          answer(sink.refusal);
          if (!sink.refusal) {
            sink.messages.push({ ...mail, recipients });
            sink.arrivals.emit('message');
          }
        }, answer);
      },
    } satisfies SMTPServerOptions);
    await new Promise<void>((resolve, reject) => {
      sink.server.once('error', reject);
      sink.server.listen(0, '127.0.0.1', resolve);
    });
    // A client that hangs up in the middle is no error of the sink.
    sink.server.on('error', () => undefined);
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** The oldest message to this address that nobody took yet; waits for one. */
  async messageTo(address: string): Promise<Message> {
    for (;;) {
      const at = this.messages.findIndex(({ recipients }) => recipients.includes(address));
      const [message] = at < 0 ? [] : this.messages.splice(at, 1);
      if (message) {
        return message;
      }
      await new Promise((resolve) => this.arrivals.once('message', resolve));
    }
  }

  /** How many messages nobody took. */
  get left(): number {
    return this.messages.length;
  }

  /** From now on every message is refused, like `451 try later` or `550 no such user`. */
  refuse(code: number, text: string): void {
    this.refusal = Object.assign(new Error(text), { responseCode: code });
  }

  accept(): void {
    this.refusal = undefined;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
