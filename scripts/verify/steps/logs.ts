import { z } from 'zod';
import type { Subscription } from '../step.ts';
import { managed, told } from './requests.ts';
import { logsId } from './trial-resources.ts';

const workspace = z.object({ properties: z.object({ customerId: z.string() }) });
const result = z.object({ tables: z.array(z.object({ rows: z.array(z.array(z.unknown())) })) });

/** Asks the workspace for logs. Gives the rows, or what it was answered where there are none to give. */
export async function askLogs(
  world: Subscription,
  query: string,
): Promise<{ readonly rows: readonly (readonly unknown[])[]; readonly refusal?: string }> {
  const { properties } = await managed(world, workspace, 'GET', `${logsId(world)}?api-version=2023-09-01`);
  const answer = await world.ask({
    ...{ as: 'control-plane', method: 'POST', body: JSON.stringify({ query, timespan: 'PT2H' }) },
    url: `https://api.loganalytics.azure.com/v1/workspaces/${properties.customerId}/query`,
    headers: { 'content-type': 'application/json' },
  });
  if (answer.status !== 200) return { rows: [], refusal: told(answer) };
  return { rows: result.parse(JSON.parse(answer.text)).tables[0]?.rows ?? [] };
}
