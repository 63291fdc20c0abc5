import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { blobAuditLog } from '../../src/azure/audit/audit-log.ts';
import { auditPlace } from '../azure/chain-samples.ts';
import { startPorts } from '../azure/running-ports.ts';
import { anEvent } from '../contract/samples.ts';
import type { Writing } from './audit-writer.ts';
import type { Measured } from './figure.ts';

const rounds = 5;
const blocksPerBlob = 40_000;

/**
 * How many requests an event of the audit takes when so many writers in each of so many processes append to one chain at once, each five
 * events one after the other. Throws when an append fails.
 */
export async function requestsOfEvent(processes: number, writers: number): Promise<Measured> {
  const { azure, stop } = await startPorts();
  try {
    const place = { ...auditPlace(azure, { now: () => new Date() }), blocksPerBlob };
    await blobAuditLog(place).append('busy', [anEvent('first')]);
    const children = await Promise.all(Array.from({ length: processes }, (_, at) => writer(azure, `${at}`, writers)));
    azure.ledger.clear();
    const ended = children.map((child) => once(child, 'exit'));
    for (const child of children) child.send('begin');
    for (const [code] of await Promise.all(ended)) if (code !== 0) throw new Error(`A writer ended with ${code}`);
    const requests = azure.ledger.entries().reduce((sum, { count }) => sum + count, 0);
    return { value: requests / (processes * writers * rounds), unit: 'requests' };
  } finally {
    await stop();
  }
}

/** A process that is ready to write. */
async function writer(azure: RunningAzure, name: string, writers: number): Promise<ChildProcess> {
  const { identityEndpoint, identityHeader, caFile, identities } = azure;
  const ofIdentity = { IDENTITY_ENDPOINT: identityEndpoint, IDENTITY_HEADER: identityHeader };
  const child = fork(join(import.meta.dirname, 'audit-writer.ts'), {
    env: { ...process.env, ...ofIdentity, NODE_EXTRA_CA_CERTS: caFile },
  });
  const clientId = identities['id-control'] ?? '';
  const place = { blobUrl: azure.blobUrl('control'), tableUrl: azure.tableUrl('control'), clientId, blocksPerBlob };
  child.send({ name, ...place, writers, rounds } satisfies Writing);
  await once(child, 'message');
  return child;
}
