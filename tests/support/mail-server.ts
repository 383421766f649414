import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server in a process of its own. It says its port and each mail it took, a line of JSON each, on standard output;
 * the word `refuse` on standard input makes it turn everything away, `accept` take it again.
 */
let refusing = false;
const say = (value: object) => writeSync(1, `${JSON.stringify(value)}\n`);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: (_address, _session, done) => done(refusing ? new Error('mailbox busy') : null),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((address) => address.address);
      say({ to, raw: Buffer.concat(chunks).toString('utf8') });
      done();
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  say({ port: typeof address === 'object' && address ? address.port : 0 });
});
createInterface({ input: process.stdin })
  .on('line', (line) => {
    refusing = line === 'refuse';
    say({ refusing });
  })
  // whoever started it is gone
  .on('close', () => process.exit(0));
