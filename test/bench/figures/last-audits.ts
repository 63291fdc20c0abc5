/** What the dashboard's look at the last audits costs over a chain of 10,000 events, as times of the look over a chain of ten. */
import { BlobServiceClient } from '@azure/storage-blob';
import { lastAudits } from '../../../src/functions/system/last-audits.ts';
import { fillBlob, numberedEvents } from '../../azure/chain-samples.ts';
import { startPorts } from '../../azure/running-ports.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';
import { medians } from '../clock.ts';
import type { Measured } from '../figure.ts';

const lengths = [10, 10_000];

/** Measures both looks in turns. */
export async function measure(): Promise<Measured> {
  const { azure, ports, stop } = await startPorts();
  try {
    const credential = identityCredential(azure, 'id-control');
    const container = new BlobServiceClient(azure.blobUrl('control'), credential).getContainerClient('audit');
    for (const length of lengths) {
      await fillBlob(container, `events-${length}/2026-11/001.jsonl`, numberedEvents(length));
    }
    const ends = await ports.audit.ends();
    const looks = lengths.map((length) => () => {
      const of = ends.filter(({ chain }) => chain === `events-${length}`);
      return lastAudits({ ...ports.audit, ends: async () => of })(new Date());
    });
    const [short = 0, long = 0] = await medians(looks);
    return { value: long / short, unit: 'times' };
  } finally {
    await stop();
  }
}
