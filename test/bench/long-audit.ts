import { setImmediate } from 'node:timers/promises';
import { readLines } from '../../src/azure/audit/audit-ranges.ts';
import { chainLine, genesisHash } from '../../src/domain/audit/chain-line.ts';
import { type AuditQueryPorts, queryAudit } from '../../src/use-cases/audit/query-audit.ts';
import { anEvent, stream } from '../contract/samples.ts';
import { aReader } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const chains = Array.from({ length: 50 }, (_, number) => `study-${number}`);
const eventsOfEach = 2000;
const bytesPerRead = 64 * 1024;

/** An audit of 100,000 events in 50 projects, which have the same lines so that it takes no memory of its own. */
export class LongAudit {
  readonly events = chains.length * eventsOfEach;
  readonly #world = new MemoryWorld(5);
  readonly #text = Buffer.from(Array.from({ length: eventsOfEach }, (_, at) => `${lineAt(at)}\n`).join(''));

  async start(): Promise<this> {
    for (const id of chains) await this.#world.project({ id });
    return this;
  }

  /** Asks for all of it and keeps nothing, as a client does that writes it to a file. Gives how many events came; `look` is called with each piece. */
  async read(look: () => void = () => undefined): Promise<number> {
    const ports = { ...this.#world.ports, audit: this.#audit() };
    const form = { format: 'jsonl', isOver: () => false, continuationAt: async () => 'none' } as const;
    let lines = 0;
    for await (const piece of await queryAudit(ports, aReader, { sort: 'newest' }, form)) {
      look();
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) lines += 1;
    }
    return lines;
  }

  /** Each range is a copy that comes later, as one from a network. */
  #audit(): AuditQueryPorts['audit'] {
    const text = this.#text;
    const downloadToBuffer = async (at: number, count: number) => {
      await setImmediate();
      return Buffer.from(text.subarray(at, at + count));
    };
    const container = { getBlobClient: () => ({ downloadToBuffer }) };
    return {
      written: () => stream(chains),
      listed: async () => chains.map((chain) => ({ chain, blob: `${chain}/2026-01/001.jsonl`, length: text.length })),
      read: (blob, way, at) => readLines(container, blob, { way, at, bytesPerRead }),
    };
  }
}

function lineAt(number: number): string {
  const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
  const data = { event: 'copied', files: number, reason: 'Everything that the study needs', row: 'x'.repeat(600) };
  return chainLine(anEvent(`event ${number}`, { at, data }), genesisHash);
}
