import { createHash } from 'node:crypto';
import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { copiedTables, partBytes, partName } from '../../domain/overview/second-copy.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SecondCopy } from '../../ports/second-copy.ts';
import type { CopyPorts } from './copy-lines.ts';

/** Copies all rows as they stand, and writes the SHA-256 of each table into the chain of the system. They are for people to read: none is put back as it is. */
export async function copyTables(ports: CopyPorts & Pick<Ports, 'clock'>): Promise<true> {
  const at = ports.clock.now();
  const folder = at.toISOString();
  const hashes: Record<string, string> = {};
  for (const table of copiedTables)
    hashes[table] = await copyRows(ports.secondCopy, `tables/${folder}/${table}`, ports.originals.rows(table));
  const id = `tables-copied-${folder}`;
  await ports.audit.append(systemChain, [note(systemChain, { id, at, kind: 'tables.copied', data: hashes })]);
  return true;
}

/** Gives the SHA-256 of all lines. */
async function copyRows(copy: SecondCopy, blob: string, rows: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  let from = 0;
  let [lines, bytes]: [string[], number] = [[], 0];
  const put = async (isLast: boolean) => {
    const content = Buffer.from(lines.join(''));
    const name = partName({ blob, version: 'rows', from, isLast });
    // Another sweep may copy at the same instant: what stands there is what the line names.
    hash.update((await copy.put(name, content)) ? content : (await copy.read(name)).content);
    from += content.length;
    [lines, bytes] = [[], 0];
  };
  for await (const row of rows) {
    lines.push(row);
    bytes += row.length;
    if (bytes >= partBytes) await put(false);
  }
  await put(true);
  return hash.digest('hex');
}
