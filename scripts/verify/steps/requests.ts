import { z } from 'zod';
import type { Answer, Asked, Outcome, World } from '../step.ts';

const confirmed = (seen: string): Outcome => ({ verdict: 'confirmed', seen });
const refuted = (seen: string): Outcome => ({ verdict: 'refuted', seen });

/** Confirmed where everything is as it should be; otherwise what is not. */
export function judge(wrong: readonly string[], right: string): Outcome {
  return wrong.length === 0 ? confirmed(right) : refuted(wrong.join('. '));
}

/** Nothing was seen that says one or the other. */
export const unchecked = (seen: string): Outcome => ({ verdict: 'unchecked', seen });

/** What an answer is told as. */
export const told = ({ status, code }: Answer): string => (code === undefined ? `${status}` : `${status} ${code}`);

/** A small file, put by one request. */
export const put = (world: World, as: Asked['as'], url: string, body: string): Promise<Answer> =>
  world.ask({
    ...{ as, method: 'PUT', url, body },
    headers: { 'x-ms-version': world.places.storageVersion, 'x-ms-blob-type': 'BlockBlob' },
  });

/** A request to Resource Manager, by path and query. */
export const manage = (world: World, method: Asked['method'], path: string, body?: unknown): Promise<Answer> =>
  world.ask({
    ...{ as: 'control-plane', method, url: `${world.places.arm}${path}` },
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** The same where only one answer will do: what it says. Throws otherwise. */
export async function managed<Schema extends z.ZodType>(
  world: World,
  schema: Schema,
  ...[method, path, body]: [method: Asked['method'], path: string, body?: unknown]
): Promise<z.output<Schema>> {
  const answer = await manage(world, method, path, body);
  if (answer.status > 299) throw new Error(`${method} ${path.split('?')[0]} was answered ${told(answer)}`);
  return schema.parse(answer.text === '' ? {} : JSON.parse(answer.text));
}

const looksAtMost = 40;

/** Looks again until there is something to see; undefined where there never is. */
export async function until<Seen>(world: World, look: () => Promise<Seen | undefined>): Promise<Seen | undefined> {
  for (let count = 0; count < looksAtMost; count += 1) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await world.pause();
  }
  return undefined;
}

/** Asks again as long as the answer is 403: a role takes minutes until it counts everywhere. */
export async function onceAllowed(world: World, ask: () => Promise<Answer>): Promise<Answer> {
  let last = await ask();
  await until(world, async () => {
    if (last.status !== 403) return last;
    last = await ask();
    return last.status === 403 ? undefined : last;
  });
  return last;
}

/** Anything that Resource Manager says, for answers that nobody reads. */
export const anything = z.looseObject({});
