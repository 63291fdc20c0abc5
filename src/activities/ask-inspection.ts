import { disclosureRules } from '../domain/disclosure.ts';
import type { Round } from '../domain/round.ts';
import type { InspectionRequests } from '../ports/inspections.ts';
import type { FlowSettings } from './settings.ts';

/** Asks the reading room, where there is one, to look into the frozen package that a round is about. Asking again changes nothing. */
export async function askInspection(
  { inspectionRequests }: { readonly inspectionRequests: InspectionRequests },
  { readingRoomUrl }: Pick<FlowSettings, 'readingRoomUrl'>,
  { project, exportId, digest, definition, approvers, deadline }: Round,
): Promise<void> {
  if (readingRoomUrl === undefined) return;
  await inspectionRequests.ask(
    { project, exportId, digest },
    { definition, thresholds: disclosureRules.parse({}), approvers: approvers.map(({ oid }) => oid), deadline },
  );
}
