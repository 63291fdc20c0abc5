import { calendarOf } from '../../domain/base/business-calendar.ts';
import { daysLater, quarterOf } from '../../domain/base/time.ts';
import { partsIn } from '../../domain/lifecycle/namings.ts';
import type { Project } from '../../domain/project/project.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import { readNamings } from '../../use-cases/people/namings.ts';
import { keptText } from '../../use-cases/review/kept-text.ts';
import type { Mine } from './mine.ts';

export interface NamedPorts {
  readonly audit: Pick<AuditLog, 'lines'>;
  readonly remarks: Pick<RemarkStore, 'kept'>;
}

/** So long it stands on the page. */
const shownDays = 365;

/** Traces that name somebody, also in a project in which they take part no longer. */
export async function namedIn(
  { audit, remarks }: NamedPorts,
  oid: string,
  projects: readonly Project[],
  now: Date,
): Promise<Pick<Mine, 'named'>> {
  const since = daysLater(now, -shownDays).toISOString();
  const own = (await readNamings(audit)).filter((one) => one.at >= since && partsIn(one, oid).length > 0);
  if (own.length === 0) return {};
  const named = own.map(async (naming) => {
    const { id, project, exportId, at, reason, replies } = naming;
    const said = replies.find(({ by }) => by === oid);
    const text = said && (await keptText(remarks, exportId, said.digest));
    const definition = projects.find((one) => one.id === project);
    return {
      ...{ naming: id, project, id: exportId, at: quarterOf(at), reason, as: [...partsIn(naming, oid)] },
      ...{ title: definition?.title ?? project, timeZone: definition ? calendarOf(definition).timeZone : 'UTC' },
      ...(said === undefined ? {} : { answered: quarterOf(said.at) }),
      ...(text == null ? {} : { reply: text }),
    };
  });
  return { named: await Promise.all(named) };
}
