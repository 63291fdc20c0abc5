import { noProject } from '../../activities/operation/operations.ts';
import { systemChain } from '../../domain/audit/audit-event.ts';
import { type EventFilter, mayHold } from '../../domain/audit/audit-query.ts';
import { NotFound } from '../../domain/base/errors.ts';
import type { Span } from '../../domain/operation/list-query.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import { type Readable, readableProjects } from '../people/readable-projects.ts';
import { blindVisibility } from '../review/blind-visibility.ts';
import { AuditCursor } from './audit-cursor.ts';
import { type AnswerForm, type Begun, groupsOf, inPieces, mergedLines } from './audit-stream.ts';

export interface AuditQueryPorts extends Pick<Ports, 'projects' | 'register' | 'decisions' | 'clock'> {
  readonly audit: Pick<AuditLog, 'written' | 'listed' | 'read'>;
}

export interface AuditAsked extends Span {
  /** A project, or the chain of the system; without it all of them. */
  readonly project?: string;
  readonly operation?: string;
  readonly kind?: string;
  /** `control-plane`, an object id or an e-mail. */
  readonly actor?: string;
  readonly sort: 'newest' | 'oldest';
}

/**
 * Gives the events that are asked for as text, in flat memory however many there are: what happened before the query began, in chains that the
 * caller may read. Lines that would tell somebody in a blind round what others decided are not among them. When the time is over or the limit
 * is reached the last line is the continuation. Throws Forbidden, NotFound and Refused before the first piece.
 */
export async function queryAudit(
  ports: AuditQueryPorts,
  caller: Somebody,
  asked: AuditAsked,
  form: Omit<AnswerForm, 'begun' | 'sort'>,
): Promise<AsyncGenerator<string>> {
  const { project, sort } = asked;
  const { readable, ids } = await readableProjects(ports, caller, project);
  const begun = form.from?.begun ?? ports.clock.now().toISOString();
  const wanted = wantedOf(asked, begun, readable);
  const blobs = await blobsOf(ports, { readable, ids }, project, wanted);
  const isHidden = blindVisibility(ports, caller, (id) => readable.definitionOf(id));
  const way = sort === 'newest' ? 'back' : 'forth';
  const cursorOf = ({ chain, from }: Begun): AuditCursor => {
    const inOrder = blobs.get(chain) ?? [];
    return new AuditCursor(ports.audit, {
      ...{ chain, way, wanted, isHidden },
      blobs: way === 'back' ? inOrder.toReversed() : inOrder,
      ...(from === undefined ? {} : { from }),
    });
  };
  const groups = groupsOf([...blobs.keys()], form.from);
  return inPieces(mergedLines(groups, cursorOf, { ...form, begun, sort }));
}

async function blobsOf(
  { audit }: AuditQueryPorts,
  { readable, ids }: { readonly readable: Readable; readonly ids: readonly string[] },
  project: string | undefined,
  wanted: EventFilter,
) {
  const listed = await audit.listed(project);
  if (project !== undefined && listed.length === 0 && readable.definitionOf(project) === undefined)
    throw new NotFound(noProject(project));
  const allowed = new Set(project === undefined ? [...ids, systemChain] : [project]);
  const fit = listed.filter(({ chain, blob }) => allowed.has(chain) && mayHold(blob, wanted));
  return Map.groupBy(fit, ({ chain }) => chain);
}

/** What happens while the answer is written is left to the next one. */
function wantedOf(
  { operation, kind, actor, since, until }: AuditAsked,
  begun: string,
  readable: Readable,
): EventFilter {
  return {
    until: until !== undefined && until < begun ? until : begun,
    ...(since === undefined ? {} : { since }),
    ...(operation === undefined ? {} : { operation }),
    ...(kind === undefined ? {} : { kind }),
    ...(actor === undefined ? {} : { actors: new Set(readable.objectIds(actor)) }),
  };
}
