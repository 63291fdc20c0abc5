import { z } from 'zod';

const answer = z.object({
  ok: z.boolean(),
  events: z.number(),
  chains: z.array(
    z.object({ chain: z.string(), ok: z.boolean(), line: z.number().optional(), why: z.string().optional() }),
  ),
  receipts: z.object({ verified: z.number(), bad: z.array(z.object({ name: z.string(), why: z.string() })) }),
  findings: z.array(z.object({ record: z.string(), key: z.string(), why: z.string() })),
  continuation: z.string().optional(),
});

/** What the app says of all its records. Each problem is a sentence; `ok` is what its last answer said. */
export interface AppProof {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly events: number;
  readonly receipts: number;
}

/** Lets an app verify its own records, and follows its answers to the last one. Throws an Error that quotes an answer which is none of a verification. */
export async function verifyApp(api: string, token: string): Promise<AppProof> {
  const problems: string[] = [];
  let [events, receipts] = [0, 0];
  let place: string | undefined;
  for (;;) {
    const query = place === undefined ? '' : `?continuation=${encodeURIComponent(place)}`;
    const said = await ask(`${api}/ops/audit/verify${query}`, token);
    events += said.events;
    receipts += said.receipts.verified;
    for (const { chain, ok, why = 'it is not whole' } of said.chains)
      if (!ok) problems.push(`The chain ${chain}: ${why}`);
    for (const { name, why } of said.receipts.bad) problems.push(`The receipt ${name}: ${why}`);
    for (const { record, key, why } of said.findings) problems.push(`The ${record} ${key}: ${why}`);
    if (said.continuation === undefined) return { ok: said.ok, problems, events, receipts };
    if (said.continuation === place) throw new Error('The app gave the same continuation twice, so it does not get on');
    place = said.continuation;
  }
}

async function ask(url: string, token: string): Promise<z.infer<typeof answer>> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return answer.parse(JSON.parse(text));
}
