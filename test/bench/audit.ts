import { BlobServiceClient } from '@azure/storage-blob';
import { readLastAudits } from '../../src/functions/last-audits.ts';
import { fillBlob, numberedEvents, readingCost } from '../azure/chain-samples.ts';
import { startPorts } from '../azure/running-ports.ts';
import { stream } from '../contract/samples.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { medians } from './clock.ts';

const lengths = [10, 10_000];

/** Prints what the dashboard's look at the last audits costs over a short and a long chain, against reading the whole chain. */
export async function benchAudit(): Promise<void> {
  const { azure, ports, stop } = await startPorts();
  try {
    const credential = identityCredential(azure, 'id-control');
    const container = new BlobServiceClient(azure.blobUrl('control'), credential).getContainerClient('audit');
    for (const length of lengths) {
      await fillBlob(container, `${nameOf(length)}/2026-11/001.jsonl`, numberedEvents(length));
    }
    const newest = (chain: string) => ports.audit.newest(chain);
    const looks = lengths.map(
      (length) => () => readLastAudits({ chains: () => stream([nameOf(length)]), newest }, new Date()),
    );
    const wholes = lengths.map((length) => () => readWhole(ports.audit.lines(nameOf(length))));
    const bytes: number[] = [];
    for (const look of looks) bytes.push((await readingCost(azure, look)).bytes);
    const [shortLook = 0, longLook = 0, shortWhole = 0, longWhole = 0] = await medians([...looks, ...wholes]);
    console.log(`a chain of ${lengths.join(' | of ')} events | ratio`);
    console.log(`the last audits: ${row(shortLook, longLook)}; bytes read: ${bytes.join(' | ')}`);
    console.log(`the whole chain: ${row(shortWhole, longWhole)}`);
  } finally {
    await stop();
  }
}

function nameOf(length: number): string {
  return `events-${length}`;
}

function row(short: number, long: number): string {
  return `${short.toFixed(1)} ms | ${long.toFixed(1)} ms | ${(long / short).toFixed(1)} times`;
}

async function readWhole(lines: AsyncIterable<string>): Promise<void> {
  for await (const line of lines) JSON.parse(line);
}
