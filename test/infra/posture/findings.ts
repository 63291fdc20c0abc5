import { rules } from '../rules/all.ts';
import type { World } from '../rules/rule.ts';
import { wiringOf } from '../rules/wiring.ts';
import type { Resource } from '../snapshot.ts';
import { postureOf } from './judge.ts';

/** What other resources are made alike by: after a change of one of these everything is judged anew. */
const likening = /\/(?:virtualNetworks|routeTables|virtualNetworkGateways|resourceGroups|systemTopics)$/;

/** Finds out what the rules say of an environment once it has other resources: something, not all of it. */
export function findingsOf(world: World): (resources: readonly Resource[]) => string[] {
  const old = new Set(world.resources);
  const judges = [postureOf(world), wiringOf(world)];
  const kept: { sound?: string[] } = {};
  return (resources) => {
    const fresh = resources.filter((one) => !old.has(one));
    const found = fresh.flatMap((one) => (likening.test(one.type) ? [] : judges.flatMap((judge) => said(judge, one))));
    if (found.length > 0) return found;
    // The rules that look at everything are slow, and of `events` some have nothing to look at.
    kept.sound ??= Object.keys(rules).filter((name) => saidBy(name, world).length === 0);
    const { sound } = kept;
    return sound.flatMap((name) => saidBy(name, { ...world, resources }));
  };
}

function saidBy(name: string, world: World): string[] {
  const rule = Object.entries(rules).find(([one]) => one === name)?.[1];
  return rule === undefined ? [] : said(rule, world);
}

/** What a rule or a judge says. One that cannot even read what stands there has found something too. */
function said<T>(judge: (of: T) => string[], of: T): string[] {
  try {
    return judge(of);
  } catch (error) {
    return [`it cannot be read: ${error instanceof Error ? error.message : ''}`];
  }
}
