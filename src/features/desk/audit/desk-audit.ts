import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import type { KnownNames } from '../../../domain/history/known-names.ts';
import { type ReadAuditServices, readAudit } from '../../../functions/desk/read-audit.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { type NamesPorts, readNames } from '../../../use-cases/people/known-names.ts';
import { readZones } from '../../../use-cases/project/project-zones.ts';
import { typedIn } from '../../../web/asked.ts';
import type { Handler } from '../../../web/handler.ts';
import { choicesIn, noChoices } from './audit-filter.ts';
import { auditPage } from './audit-page.ts';

export type DeskAuditServices = DeskServices & NamesPorts & ReadAuditServices;

const linesAtOnce = 40;
/** Kinds and people are offered as they stand in so many lines. */
const linesCounted = 1000;

/** GET ops/desk/audit: the audit in sentences, as the form above it narrows it. */
export function showDeskAudit(services: DeskAuditServices): Handler {
  return showDesk(
    services,
    async (visit) => {
      const { continuation, ...filters } = typedIn(visit.request);
      const hasNewer = continuation !== undefined;
      const { sent, visitor } = visit;
      if (sent?.refusal !== undefined)
        return auditPage(
          {
            filters,
            events: [],
            names: new Map(),
            zones: new Map(),
            choices: noChoices,
            hasNewer,
            refusal: sent.refusal,
          },
          visitor,
          sent,
        );
      const query = { ...filters, limit: String(linesAtOnce), ...(hasNewer ? { continuation } : {}) };
      const { actor: _actor, kind: _kind, ...wider } = filters;
      const [part, { events: all }] = await Promise.all([
        readAudit(services, visit, query),
        readAudit(services, visit, { ...wider, limit: String(linesCounted) }),
      ]);
      const [names, zones] = await Promise.all([
        namesFor(services, visit, [...part.events, ...all]),
        readZones(services.projects),
      ]);
      return auditPage({ filters, ...part, names, zones, choices: choicesIn(all, names), hasNewer }, visitor, sent);
    },
    { isAsked: true },
  );
}

/** Who people are, also by what the lines themselves say. Nobody reads them where nothing is shown. */
async function namesFor(services: NamesPorts, { caller }: Visit, events: readonly AuditEvent[]): Promise<KnownNames> {
  return events.length === 0 ? new Map() : await readNames(services, { viewer: caller, events });
}
