import { z } from 'zod';
import type { Ops } from './operator.ts';

const shown = z.object({
  definition: z.looseObject({
    ingress: z.record(z.string(), z.unknown()),
    egress: z.record(z.string(), z.unknown()),
  }),
});

/** Has an operator require a malware scan at the doors of a project. That is stricter, so nobody has to confirm it. */
export async function requireScan(ops: Ops, project: string, doors: readonly ('ingress' | 'egress')[]): Promise<void> {
  const path = `ops/projects/${project}`;
  const standing = await ops.call('GET', path);
  const { definition } = shown.parse(standing.body);
  const changed = doors.map((door) => [door, { ...definition[door], malwareScan: 'required' }] as const);
  const body = { ...definition, ...Object.fromEntries(changed) };
  await ops.ask('PUT', path, body, { 'if-match': standing.etag ?? '' });
}
