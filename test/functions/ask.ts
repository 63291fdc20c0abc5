import { type AuditEvent, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { collect } from '../contract/samples.ts';
import type { RunningApp } from './running-app.ts';

/** Asks the app as a person, with the token that the laptop's Entra gives them. */
export async function ask(
  app: RunningApp,
  person: string,
  method: string,
  path: string,
  more: { headers?: Record<string, string>; body?: unknown } = {},
) {
  const response = await fetch(`${app.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}`, ...more.headers },
    ...(more.body === undefined ? {} : { body: typeof more.body === 'string' ? more.body : JSON.stringify(more.body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** The events of a chain. */
export async function auditOf(app: RunningApp, chain: string): Promise<AuditEvent[]> {
  return (await collect(app.ports.audit.lines(chain))).map((line) => parseChainLine(line).event);
}
