import { networkCode } from '../base/network-code.ts';

const patienceMilliseconds = 10_000;

/** Sends an export of traces with nothing in it, and gives the status that came back. Throws an Error where nobody answers. */
export async function askCollector(endpoint: string): Promise<number> {
  const response = await fetch(`${endpoint}/v1/traces`, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMilliseconds),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [] }),
  }).catch((error: unknown) => {
    throw new Error(`${endpoint} could not be reached (${networkCode(error)})`);
  });
  await response.body?.cancel().catch(() => undefined);
  return response.status;
}
