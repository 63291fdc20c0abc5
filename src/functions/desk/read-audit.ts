import { z } from 'zod';
import { audit } from '../../api/audit.ts';
import { type AuditEvent, auditEventSchema } from '../../domain/audit/chain-line.ts';
import type { WebRequest } from '../../web/handler.ts';
import type { DeskApi } from './ask-api.ts';

/** Some events of the audit; `continuation` leads to what follows. */
export interface AuditPart {
  readonly events: readonly AuditEvent[];
  readonly continuation?: string;
}

// The event that stands for a line that is none has no id.
const line = z.union([z.strictObject({ continuation: z.string() }), auditEventSchema.extend({ id: z.string() })]);

/** What the audit answers to whoever sent `from`. Throws what its route throws. */
export async function readAudit(
  desk: DeskApi,
  from: WebRequest,
  query: Readonly<Record<string, string>>,
): Promise<AuditPart> {
  const said = (await desk.lines(from, audit.askAudit, { query })).map((one) => line.parse(one));
  const events = said.flatMap((one) => ('continuation' in one ? [] : [one]));
  const [end] = said.flatMap((one) => ('continuation' in one ? [one] : []));
  return { events, ...end };
}
