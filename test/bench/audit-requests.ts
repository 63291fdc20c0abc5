import { blobAuditLog } from '../../src/azure/audit/audit-log.ts';
import { auditPlace } from '../azure/chain-samples.ts';
import { startPorts } from '../azure/running-ports.ts';
import { anEvent } from '../contract/samples.ts';
import type { Measured } from './figure.ts';

const rounds = 5;

/**
 * How many requests an event of the audit takes when so many writers in each of so many processes append to one chain at once, each five
 * events one after the other. Throws when an append fails.
 */
export async function requestsOfEvent(processes: number, writers: number): Promise<Measured> {
  const { azure, stop } = await startPorts();
  try {
    const place = { ...auditPlace(azure, { now: () => new Date() }), blocksPerBlob: 40_000 };
    await blobAuditLog(place).append('busy', [anEvent('first')]);
    const logs = Array.from({ length: processes }, () => blobAuditLog(place));
    azure.ledger.clear();
    const write = async (log: (typeof logs)[number], name: string) => {
      for (let round = 0; round < rounds; round += 1) await log.append('busy', [anEvent(`${name} ${round}`)]);
    };
    const numbers = Array.from({ length: writers }, (_, number) => number);
    await Promise.all(logs.flatMap((log, index) => numbers.map((number) => write(log, `${index} ${number}`))));
    const requests = azure.ledger.entries().reduce((sum, { count }) => sum + count, 0);
    return { value: requests / (processes * writers * rounds), unit: 'requests' };
  } finally {
    await stop();
  }
}
