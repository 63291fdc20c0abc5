import { z } from 'zod';
import type { Ops } from '../../local/people/operator.ts';

const held = z.object({ items: z.array(z.object({ liftAs: z.string(), project: z.string() })) });

/** Lifts every hold of a project, as its operator finds them in the list. */
export async function liftHolds(ops: Ops, project: string, reason: string): Promise<void> {
  const { items } = held.parse(await ops.ask('GET', `ops/holds?project=${project}`));
  for (const { liftAs, project: of } of items)
    if (of === project)
      await ops.ask('POST', `ops/projects/${project}/hold/lift`, { reason }, { 'if-match': `"${liftAs}"` });
}
