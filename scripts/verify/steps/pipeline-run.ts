import { z } from 'zod';
import type { World } from '../step.ts';
import { managed, until } from './requests.ts';

const version = 'api-version=2018-06-01';
const run = z.object({ status: z.string(), message: z.string().nullish() });
type Run = z.infer<typeof run>;

/** Starts a pipeline of the data factory and waits until its run has ended; undefined where it does not end. */
export async function endedRun(
  world: World,
  pipeline: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Run | undefined> {
  const { factory } = world.places;
  const start = `${factory}/pipelines/${pipeline}/createRun?${version}`;
  const { runId } = await managed(world, z.object({ runId: z.string() }), 'POST', start, parameters);
  return await until(world, async () => {
    const seen = await managed(world, run, 'GET', `${factory}/pipelineruns/${runId}?${version}`);
    return ['Succeeded', 'Failed', 'Cancelled'].includes(seen.status) ? seen : undefined;
  });
}

/** The folder that both steps work on. */
export const folder = ({ places }: World): string => `${places.project}/verify/v1`;
