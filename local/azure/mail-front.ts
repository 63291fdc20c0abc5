import { connect, createServer, type Socket } from 'node:net';

/** Stands before the inbox and refuses the addresses of the set; everything else goes through as it comes. */
export async function startMailFront({
  port,
  behind,
  refused,
}: {
  /** 0 takes a free one. */
  readonly port: number;
  readonly behind: number;
  readonly refused: ReadonlySet<string>;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const inbox = connect(behind, '127.0.0.1');
    for (const [socket, other] of [
      [client, inbox],
      [inbox, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    inbox.pipe(client);
    client.on('data', lineByLine(client, inbox, refused));
    client.on('end', () => inbox.end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Commands are looked at; the text of a mail is not. */
function lineByLine(client: Socket, inbox: Socket, refused: ReadonlySet<string>): (chunk: Buffer) => void {
  let rest = '';
  let isText = false;
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const address = isText ? undefined : /^RCPT TO:\s*<([^>]*)>/i.exec(line)?.[1]?.toLowerCase();
      if (address !== undefined && refused.has(address)) {
        client.write(`550 5.1.1 <${address}> User unknown\r\n`);
        continue;
      }
      if (isText) isText = line !== '.';
      else if (/^DATA$/i.test(line)) isText = true;
      inbox.write(`${line}\r\n`, 'latin1');
    }
  };
}
