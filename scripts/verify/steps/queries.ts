import { z } from 'zod';
import type { StepOnAzure } from '../step.ts';
import { askLogs } from './logs.ts';
import { judge, managed, unchecked } from './requests.ts';
import { groupId } from './trial-resources.ts';

const rules = z.object({
  value: z.array(
    z.object({
      name: z.string(),
      properties: z.object({ criteria: z.object({ allOf: z.array(z.object({ query: z.string().nullish() })) }) }),
    }),
  ),
});

/** Each alert's query, asked of the logs as they are. */
export const queries: StepOnAzure = {
  id: 'queries',
  asks: 'the logs for what the query of each alert asks',
  notHere: 'the laptop keeps no logs in tables',
  minutes: 10,
  async run(world) {
    const path = `${groupId(world, 'monitor')}/providers/Microsoft.Insights/scheduledQueryRules?api-version=2023-12-01`;
    const { value } = await managed(world, rules, 'GET', path);
    const asked = value.flatMap(({ name, properties }) =>
      properties.criteria.allOf.flatMap(({ query }) => (query ? [{ name, query }] : [])),
    );
    if (asked.length === 0) return unchecked('The trial has no alert with a query');
    const wrong: string[] = [];
    for (const { name, query } of asked) {
      const { refusal } = await askLogs(world, query);
      if (refusal !== undefined) wrong.push(`The query of ${name} was answered ${refusal}`);
    }
    return judge(wrong, `${asked.length} queries were answered`);
  },
};
