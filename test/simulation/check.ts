import { receiptKeys, receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { type ReceiptPayload, verifyReceipt } from '../../src/domain/lifecycle/receipt.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { gather } from '../domain/sample.ts';
import { operationsOf } from './acts.ts';
import { projectId } from './definition.ts';
import { properties } from './properties/index.ts';
import { type End, textOf } from './properties/property.ts';
import type { Tampering } from './weather.ts';
import type { World } from './world.ts';

/** What a restore repairs wholly: afterwards everything holds again. */
const mended: ReadonlySet<Tampering> = new Set(['row-put-back', 'row-unreadable', 'store-lost']);

/** Lets every property watch the world. What is returned looks once more at the end. */
export function watchProperties(world: World): () => Promise<void> {
  const { god } = world;
  const looks: Promise<void>[] = [];
  const watchers = properties.map(({ what, holdsAnyway, watch }) => {
    const broken = (why: string) => {
      const isMended = [...world.tampered].every((one) => mended.has(one));
      if (holdsAnyway || isMended) world.broke(`${what}: ${why}`);
    };
    return { what, ...watch({ world, god, broken }) };
  });
  const look = (what: string, work: Promise<void> | void) => {
    const failed = (error: unknown) => {
      // A row that somebody forged can be read by nobody.
      if (world.tampered.has('decision-forged') && textOf(error).includes('it has no seal')) return;
      world.broke(`${what}: it could not be looked at: ${textOf(error)}`);
    };
    if (work !== undefined) looks.push(work.catch(failed));
  };
  const ofCalls = watchers.filter(({ call }) => call !== undefined);
  world.watchers.push({
    call: (call, _, app) => {
      for (const { what, concerns, call: see } of ofCalls)
        if (concerns === undefined || concerns(call)) look(what, see?.(call, app));
    },
    effect: (effect) => {
      for (const one of watchers) look(one.what, one.effect?.(effect));
    },
  });
  return async () => {
    const end = await endOf(god, world.tampered.size > 0);
    for (const one of watchers) look(one.what, one.end?.(end));
    await Promise.all(looks);
  };
}

async function endOf(god: Ports, isTampered: boolean): Promise<End> {
  const operations = await operationsOf({ ports: god });
  const stored = await god.projects.get(projectId);
  if (stored === undefined) throw new Error('the project is gone');
  const receipts = new Map<string, Record<string, ReceiptPayload>>();
  const reviews = new Map<string, End['reviews'] extends ReadonlyMap<string, infer Review> ? Review : never>();
  const keys = await receiptKeys(god);
  for (const { id, door } of operations) {
    const payloads: Record<string, ReceiptPayload> = {};
    for (const [name, jws] of Object.entries(await receiptsOf(god, id)))
      payloads[name] = await verifyReceipt(jws, keys);
    receipts.set(id, payloads);
    if (door === 'ingress') continue;
    const review = await god.decisions.read(id).catch((error: unknown) => {
      // Rows that were forged or torn are nobody's; what stood before is in the audit.
      if (!isTampered) throw error;
      return undefined;
    });
    if (review === undefined) continue;
    const { rounds, decisions } = review;
    reviews.set(id, { rounds: rounds.map(({ value }) => value), decisions });
  }
  const lines = await gather(god.audit.lines(projectId));
  const events = lines.map((line) => parseChainLine(line).event);
  return { operations, events, project: stored.value, receipts, reviews };
}
