import { type AppendBlobClient, BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { chainLine, lineHash, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { anEvent, collect } from '../contract/samples.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';

const chain = 'heart-study';
const verdictShape = z.object({
  ok: z.boolean(),
  chains: z.array(
    z.looseObject({ chain: z.string(), ok: z.boolean(), line: z.number().optional(), why: z.string().optional() }),
  ),
});

let app: RunningApp;
let honest: string[];

beforeAll(async () => {
  app = await startApp();
  const events = Array.from({ length: 9 }, (_, index) => anEvent(`event-${index + 1}`, { project: chain }));
  for (const event of events) await app.ports.audit.append(chain, [event]);
  honest = await collect(app.ports.audit.lines(chain));
});
afterAll(() => app.stop());
beforeEach(() => rewrite(honest));

/** Does something to the chain's blob past the gateway, as a storage administrator with all rights can. */
async function withBlob(act: (blob: AppendBlobClient) => Promise<unknown>): Promise<void> {
  const { azurite, credential } = app.azure.storage;
  const container = new BlobServiceClient(`${azurite.blob}/control`, credential).getContainerClient('audit');
  const head = await app.ports.audit.head(chain);
  await act(container.getAppendBlobClient(head?.blob ?? ''));
}

async function rewrite(lines: readonly string[]): Promise<void> {
  await withBlob(async (blob) => {
    await blob.deleteIfExists();
    await blob.create();
    // As many appends as before, since the head counts them.
    for (const line of lines) await blob.appendBlock(`${line}\n`, Buffer.byteLength(line) + 1);
  });
}

/** What GET ops/audit/verify says about the chain. */
async function verify(): Promise<{ ok: boolean; line?: number | undefined; why?: string | undefined }> {
  const headers = { authorization: `Bearer ${await app.token('rita')}` };
  const response = await fetch(`${app.url}/api/ops/audit/verify`, { headers });
  expect(response.status).toBe(200);
  const verdict = verdictShape.parse(await response.json());
  const [found] = verdict.chains.filter((one) => one.chain === chain);
  if (found === undefined) return { ok: verdict.ok };
  expect(verdict.ok).toBe(found.ok);
  return { ok: found.ok, line: found.line, why: found.why };
}

/** The line with that number, counted from 1 as the verdict does. */
const line = (number: number): string => honest[number - 1] ?? '';
const edited = (number: number): string => line(number).replace('control-plane', 'somebody-else');

/** The chain with every line after the edited one linked anew, as somebody does who knows how the chain is made. */
function relinked(from: number): string[] {
  const lines = honest.slice(0, from - 1);
  for (const text of [edited(from), ...honest.slice(from)]) {
    const previous = lines.at(-1);
    lines.push(previous === undefined ? text : chainLine(parseChainLine(text).event, lineHash(previous)));
  }
  return lines;
}

test('an audit that nobody touched verifies, also after it was copied back byte for byte', async () => {
  expect(honest).toHaveLength(9);
  expect(await verify()).toMatchObject({ ok: true });
});

test.each<[string, () => readonly string[], number]>([
  ['an edit', () => honest.with(3, edited(4)), 4],
  ['an edit of the first line', () => honest.with(0, edited(1)), 1],
  ['an edit of the last line', () => honest.with(8, edited(9)), 9],
  ['an edit after which all links were made anew', () => relinked(4), 9],
  ['a deletion', () => honest.toSpliced(3, 1), 4],
  ['a swap', () => honest.with(3, line(5)).with(4, line(4)), 4],
  ['a truncation of its end', () => honest.slice(0, 6), 7],
  ['a truncation of everything', () => [], 1],
  ['an appended line', () => [...honest, chainLine(anEvent('forged'), lineHash(line(9)))], 10],
])('%s of the blob itself is found, and the first bad line named', async (_, tampered, number) => {
  await rewrite(tampered());
  expect(await verify()).toMatchObject({ ok: false, line: number, why: expect.stringContaining(`Line ${number}:`) });
});

test('an audit whose blob is gone does not pass as one that never was', async () => {
  await withBlob((blob) => blob.delete());
  expect(await verify()).toMatchObject({ ok: false, line: 1 });
});

test('nothing is written after a cut end, so that the cut cannot be grown over', async () => {
  await rewrite(honest.slice(0, 6));
  await expect(app.ports.audit.append(chain, [anEvent('after the cut')])).rejects.toThrow('it was cut');
  expect(await collect(app.ports.audit.lines(chain))).toEqual(honest.slice(0, 6));
  expect(await verify()).toMatchObject({ ok: false, line: 7 });
});

test('an edit is still found, and the same line named, after the audit went on', async () => {
  await rewrite(honest.with(3, edited(4).replace('somebody-else', 'control-flame')));
  await app.ports.audit.append(chain, [anEvent('after the edit')]);
  expect(await verify()).toMatchObject({ ok: false, line: 4 });
});
