import { z } from 'zod';
import { auditQuery } from '../../api/audit.ts';
import { type AuditEvent, auditEventSchema } from '../../domain/audit/chain-line.ts';
import { typedQuery } from '../../web/asked.ts';
import { type AuditQueryServices, auditText } from '../system/audit-query.ts';
import type { Visit } from './visit.ts';

/** Some events of the audit; `continuation` leads to what follows. */
export interface AuditPart {
  readonly events: readonly AuditEvent[];
  readonly continuation?: string;
}

export type ReadAuditServices = Omit<AuditQueryServices, 'tokens'>;

// The event that stands for a line that is none has no id.
const line = z.union([z.strictObject({ continuation: z.string() }), auditEventSchema.extend({ id: z.string() })]);

/** What the audit answers to whoever visits. Throws what its route throws. */
export async function readAudit(
  services: ReadAuditServices,
  { caller }: Pick<Visit, 'caller'>,
  query: Readonly<Record<string, string>>,
): Promise<AuditPart> {
  const pieces: string[] = [];
  for await (const piece of await auditText(services, caller, typedQuery(query, auditQuery), 'jsonl'))
    pieces.push(piece);
  const said = pieces
    .join('')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)));
  const events = said.flatMap((one) => ('continuation' in one ? [] : [one]));
  const [end] = said.flatMap((one) => ('continuation' in one ? [one] : []));
  return { events, ...end };
}
