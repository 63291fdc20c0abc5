import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { evidenceHash } from '../../../src/domain/inspection/round-evidence.ts';
import { inspectionEnd } from '../../../src/domain/operation/inspection-wait.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { readStored } from '../../../src/domain/project/stored-definition.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import type { FoundEvidence } from '../../../src/ports/inspections.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { Property } from './property.ts';

const HOUR = 60 * 60_000;

/** How long after its end a wait may go on while services are up: a flow that had stopped is begun again by the next sweep. */
const grace = 2 * HOUR;

/** No package waits for the reading room long after its time, unless its project wants files to be opened, and none at all in the end. */
export const inspectionsEnd: Property = {
  what: 'a package waits for the reading room for 30 minutes at most',
  watch({ world, god, broken }) {
    return {
      async end({ operations, events, project }) {
        const wantsEvidence = await everWanted(god, project.id);
        for (const { id, state } of operations) {
          if (state === 'inspecting') broken(`${id} is inspected and waits for nothing`);
          for (const [began, ended] of waitsOf(id, events)) {
            const due = Math.max(inspectionEnd({ since: began }).getTime(), world.calmSince ?? 0);
            if (!wantsEvidence && Date.parse(ended) > due + grace)
              broken(`${id} waited for the reading room from ${began} to ${ended}`);
          }
        }
      },
    };
  },
};

/** Whether any definition that was in force wanted files to be opened: a package waits for evidence then, and for no time. */
async function everWanted({ projects }: Pick<Ports, 'projects'>, id: string): Promise<boolean> {
  for (const { hash } of await projects.versions(id)) {
    const text = await projects.version(id, hash);
    if (text !== undefined && readStored(JSON.parse(text))?.egress.disclosure.viewing === 'required') return true;
  }
  return false;
}

/** When each wait of a package began and ended. */
function waitsOf(id: string, events: readonly AuditEvent[]): (readonly [string, string])[] {
  const moves = events.filter(({ operation, data }) => operation === id && typeof data['from'] === 'string');
  return moves.flatMap(({ kind, at }, index) => {
    const next = moves[index + 1];
    return kind === 'export.inspecting' && next !== undefined ? [[at, next.at] as const] : [];
  });
}

/** What a round, its decisions and the receipt of its release say of evidence is what the reading room wrote about exactly its files. */
export const evidenceIsWhatStood: Property = {
  what: 'a round shows the evidence that stands, or why there is none',
  watch({ world, god, broken }) {
    return {
      async end({ operations, reviews, receipts }) {
        for (const operation of operations) {
          const { id, project } = operation;
          const { rounds = [], decisions = [] } = reviews.get(id) ?? {};
          for (const round of rounds) {
            const found = await god.inspectionResults.evidence({ project, exportId: id, digest: round.digest });
            const why = whyUntrue(round, operation, found, world.hasRoom);
            if (why !== undefined) broken(`round ${round.number} of ${id}: ${why}`);
          }
          for (const { round: number, approver, choice, evidence } of decisions) {
            const round = rounds.find((one) => one.number === number);
            const shown = evidenceHash(round?.evidence);
            if (evidence !== shown) broken(`${approver} decided about ${id} on ${evidence}, and was shown ${shown}`);
            if (choice !== 'approve' || shown === undefined || round?.rules.disclosure.viewing !== 'required') continue;
            const opened = await god.inspectionResults.opened({ project, exportId: id }, number);
            if (!opened.has(approver)) broken(`${approver} approved ${id} and had opened nothing of it`);
          }
          const released = receipts.get(id)?.['release'];
          const last = rounds
            .filter(({ status }) => status === 'approved')
            .map(({ evidence }) => evidenceHash(evidence));
          if (released !== undefined && rounds.length > 0 && !last.includes(released.evidence))
            broken(`the receipt of ${id} names the evidence ${released.evidence}`);
        }
      },
    };
  },
};

function whyUntrue(
  { evidence, number, digest }: Round,
  { inspection }: Operation,
  found: FoundEvidence | undefined,
  hasRoom: boolean,
): string | undefined {
  if (evidence === undefined) return hasRoom ? 'it says nothing of evidence' : undefined;
  if (!hasRoom) return 'it tells of evidence, and there is no reading room';
  if (number === 1 && inspection === undefined) return 'nothing was waited for';
  if (!('missing' in evidence))
    return found?.kind === 'evidence' && found.hash === evidence.hash && found.evidence.digest === digest
      ? undefined
      : 'it shows evidence that does not stand there';
  if (evidence.missing === 'late') return undefined;
  const isSo =
    evidence.missing === 'unreadable'
      ? found?.kind === 'unreadable'
      : found?.kind === 'evidence' && found.evidence.digest !== digest;
  return isSo ? undefined : `its evidence is ${evidence.missing}, and what stands there is not`;
}
