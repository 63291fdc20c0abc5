import { digestOfAct } from '../../../domain/base/second-operator.ts';
import { type Remembered, RememberedChain } from '../../../domain/witness/remembered.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { LogSettings } from '../../../use-cases/audit/checkpoint-keys.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { type AnchorPorts, readAnchors } from './read-anchors.ts';

export type HeadPorts = AnchorPorts & {
  readonly audit: Pick<AuditLog, 'blobs' | 'chains' | 'head' | 'headProblem' | 'knownEvents'>;
};

/** A chain whose head is to be written from its lines: `largest` says who remembers most of them. */
export interface HeadRepair {
  readonly chain: string;
  readonly why: string;
  readonly count: number;
  readonly hash: string;
  readonly largest: string | null;
}

/** What would be written, and what two operators agree to by the digest. With `problems` nothing is. */
export interface HeadsPlan {
  readonly chains: readonly HeadRepair[];
  readonly problems: readonly string[];
  readonly doubts: readonly string[];
  readonly digest: string;
}

const chainsAtOnce = 8;

/** Plans the heads that are lost or wrong. It writes nothing. */
export async function planHeads(
  ports: HeadPorts,
  settings: LogSettings,
  brought: readonly string[] = [],
): Promise<HeadsPlan> {
  const known = await Array.fromAsync(ports.audit.chains());
  const wrong = await wrongHeads(ports.audit, known);
  if (wrong.size === 0) return planOf([], [], []);
  const anchors = await readAnchors(ports, settings, brought);
  const problems = [...anchors.problems];
  const doubts = [...anchors.doubts];
  for (const chain of anchors.ofChain.keys()) if (!known.includes(chain)) wrong.set(chain, 'Nothing is left of it');
  const chains: HeadRepair[] = [];
  for (const [chain, why] of wrong) {
    const remembered = anchors.ofChain.get(chain) ?? [];
    const verdict = await readChain(ports.audit, chain, remembered);
    if (!verdict.ok) problems.push(verdict.why);
    else if (verdict.count > 0) {
      const { count, hash, largest } = verdict;
      if (largest === undefined) doubts.push(`Nothing but its lines tells how many lines the chain ${chain} had`);
      chains.push({ chain, why, count, hash, largest: largest?.by ?? null });
    }
  }
  return planOf(chains, problems, doubts);
}

function planOf(chains: readonly HeadRepair[], problems: readonly string[], doubts: readonly string[]): HeadsPlan {
  const told = chains.map(({ chain, count, hash }) => [chain, count, hash]);
  return { chains, problems, doubts, digest: digestOfAct([told, problems, doubts]) };
}

/** Chains whose head is missing or wrong, or whose lines are not all known, in order, each with the reason. */
async function wrongHeads(audit: HeadPorts['audit'], known: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await atOnce(chainsAtOnce, known, async (chain) => {
    const why = (await audit.headProblem(chain)) ?? (await unknownLines(audit, chain));
    if (why !== undefined) found.set(chain, why);
  });
  return new Map([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function unknownLines(audit: HeadPorts['audit'], chain: string): Promise<string | undefined> {
  const { count = 0 } = (await audit.head(chain)) ?? {};
  const { count: known } = await audit.knownEvents(chain);
  return known < count ? `It has ${count} lines, and rows tell of ${known}` : undefined;
}

/** A head that stands and can be read was sealed by the control plane, so what it says of the lines counts too. */
async function readChain(audit: HeadPorts['audit'], chain: string, anchors: readonly Remembered[]) {
  const head = await readableHead(audit, chain);
  const own = head === undefined ? [] : [{ by: 'its own head', count: head.count, hash: head.hash }];
  const check = new RememberedChain(chain, [...anchors, ...own]);
  for await (const { lines } of audit.blobs(chain)) for await (const line of lines) check.add(line);
  return check.end();
}
