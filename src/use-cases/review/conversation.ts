import { withPaths } from '../../activities/review/remark-paths.ts';
import { packageManifest } from '../../activities/transfer/places.ts';
import { toRelease } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import type { Project } from '../../domain/project/project.ts';
import { visibilityOf } from '../../domain/review/blind.ts';
import type { NamedDecision } from '../../domain/review/decision.ts';
import { type FileChange, fileChanges } from '../../domain/review/file-change.ts';
import type { NumberedFile } from '../../domain/review/file-view.ts';
import { inOrder, saysSomething } from '../../domain/review/remarks.ts';
import type { ChangesSince, Conversation, Turn } from '../../pages/review/conversation-card.ts';
import type { Said } from '../../pages/review/said-list.ts';
import type { DecisionStore, Register } from '../../ports/records.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import type { ListingPorts } from '../operation/read-listing.ts';
import { namedDecisions, type PersonNamePorts } from '../people/person-name.ts';
import type { FoundReview } from './find-review.ts';
import { questionsOf } from './shown-questions.ts';

export interface ConversationPorts extends ListingPorts, PersonNamePorts {
  readonly register: Pick<Register, 'get'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly remarks: Pick<RemarkStore, 'kept'>;
}

const mostTurns = 10;
const mostGone = 50;

/** The packages that this one goes on with, what was said about them, and what became since the last one of their files but context. */
export async function readConversation(
  ports: ConversationPorts,
  { operation, project, handle }: Pick<FoundReview, 'operation' | 'project' | 'handle'>,
  files: readonly NumberedFile[],
): Promise<Conversation> {
  const earlier = await earlierOnes(ports, operation);
  const reader = { oid: handle.approver, emails: [] };
  const turns: Turn[] = [];
  for (const one of earlier) turns.push(await turnOf(ports, one, project, reader));
  const [before] = earlier;
  const changes = before?.package === undefined ? undefined : await changesSince(ports, before, operation, files);
  return { answer: saidAbout(operation).answer, turns, changes };
}

/** Newest first. Nobody can make a circle of them, but a row that was edited must not hold up the page. */
async function earlierOnes({ register }: ConversationPorts, operation: Operation): Promise<Operation[]> {
  const { id, project } = operation;
  const found = new Map<string, Operation>();
  let next = saidAbout(operation).continues;
  while (next !== undefined && next !== id && !found.has(next) && found.size < mostTurns) {
    const stored = await register.get({ project, id: next });
    if (stored === undefined) break;
    found.set(next, stored.value);
    next = saidAbout(stored.value).continues;
  }
  return [...found.values()];
}

async function turnOf(
  ports: ConversationPorts,
  { id, name, state, since }: Operation,
  project: Project,
  reader: { readonly oid: string; readonly emails: readonly string[] },
): Promise<Turn> {
  const rows = await ports.decisions.read(id);
  const rounds = rows.rounds.map(({ value }) => value);
  const { decisions, rounds: seen } = visibilityOf(rounds, rows.decisions, project, reader);
  const named = await namedDecisions(ports, decisions, rounds);
  // Of an open round in which the reader decides nothing is told here.
  const questions = await questionsOf(
    ports,
    seen.filter((round) => 'revision' in round),
  );
  return { exportId: id, name, state, at: since, said: await saidIn(ports, named, true), questions };
}

/** What was said in decisions, oldest first; files by name only where `named`. */
export async function saidIn(
  ports: Pick<ConversationPorts, 'remarks' | 'manifests'>,
  decisions: readonly NamedDecision[],
  named: boolean,
): Promise<Said[]> {
  const said: Said[] = [];
  for (const { exportId, name, choice, reason, at, remarks } of decisions.toSorted((one, other) =>
    one.at < other.at ? -1 : 1,
  )) {
    const kept = remarks === undefined ? [] : inOrder(await ports.remarks.kept(exportId, remarks.digest));
    const telling = kept.filter(saysSomething);
    said.push({ name, choice, reason, at, remarks: named ? await withPaths(ports, exportId, telling) : telling });
  }
  return said;
}

async function changesSince(
  { manifests }: ListingPorts,
  before: Operation,
  now: Operation,
  files: readonly NumberedFile[],
): Promise<ChangesSince> {
  const shown = new Map(files.map(({ path, number }) => [path, number]));
  const counts: Record<FileChange, number> = { same: 0, changed: 0, new: 0, gone: 0 };
  const gone: string[] = [];
  const marks = new Map<number, FileChange>();
  const [earlier, later] = [before, now].map(({ id }) => toRelease(manifests.read(packageManifest(id))));
  if (earlier === undefined || later === undefined) throw new Error('Two manifests are compared');
  for await (const { path, change } of fileChanges(earlier, later)) {
    counts[change] += 1;
    if (change === 'gone' && gone.length < mostGone) gone.push(path);
    const number = shown.get(path);
    if (number !== undefined && change !== 'gone') marks.set(number, change);
  }
  return { exportId: before.id, counts, gone, marks };
}
