import { z } from 'zod';
import { parseOperationId } from '../base/door.ts';
import { disclosureRules } from '../inspection/disclosure.ts';
import { mostInspected } from '../inspection/evidence.ts';
import { projectIdPattern } from '../operation/blob-name.ts';

/** A frozen package that is inspected. `digest` is that of its manifest. */
export interface InspectionKey {
  readonly project: string;
  readonly exportId: string;
  readonly digest: string;
}

const mostApprovers = 500;

/** What the control plane asks of the reading room. It can ask and set thresholds, which the evidence repeats; what is found it cannot influence. */
export const inspectionRequest = z.strictObject({
  /** SHA-256 of the project's definition whose thresholds these are. */
  definition: z.string().regex(/^[0-9a-f]{64}$/),
  thresholds: disclosureRules,
  /** Object ids of the people who are asked. */
  approvers: z.array(z.guid().toLowerCase()).max(mostApprovers),
  deadline: z.iso.datetime(),
  /** Approvers may save its files; it stays as it was when the package was frozen. */
  downloads: z.literal(true).exactOptional(),
  /** The package with which this one goes on. */
  continues: z
    .string()
    .refine((id) => parseOperationId(id)?.door === 'export')
    .exactOptional(),
  /** For whoever reads it in the room: the package's name, and the page on which people decide about it. */
  about: z.strictObject({ name: z.string(), review: z.url({ protocol: /^https?$/ }) }).exactOptional(),
});
export type InspectionRequest = z.infer<typeof inspectionRequest>;

/** The path of a request in `inspections`, and of its answer in `evidence`. */
export function inspectionPath({ project, exportId, digest }: InspectionKey): string {
  return `${project}/${exportId}/${digest}.json`;
}

/** What such a path names; undefined when it is none. */
export function parseInspectionPath(path: string): InspectionKey | undefined {
  const [, project = '', exportId = '', digest = ''] = /^([^/]+)\/([^/]+)\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  const known = projectIdPattern.test(project) && parseOperationId(exportId)?.door === 'export';
  return known ? { project, exportId, digest } : undefined;
}

/** Where the frozen files lie in `review`. */
export function frozenFolder({ project, exportId }: Pick<InspectionKey, 'project' | 'exportId'>): string {
  return `${project}/${exportId}/`;
}

/** The path of the places found in one file, in `places`. */
export function placesPath({ project, exportId, digest }: InspectionKey, file: number): string {
  return `${project}/${exportId}/${digest}/${file}.json`;
}

/** A package is inspected so often before its evidence says that this cannot be done. */
export const mostAttempts = 3;

/** The path of the empty blob in `places` that an attempt begins with, so that one that ends the whole process is counted too. */
export function attemptPath(key: InspectionKey, attempt: number): string {
  return `${attemptsPrefix(key)}${attempt}`;
}

export function attemptsPrefix({ project, exportId, digest }: InspectionKey): string {
  return `${project}/${exportId}/${digest}/attempt-`;
}

/** Somebody has opened a file, by its number, in a round about its package. */
export interface View {
  readonly round: number;
  /** Object id of the person, in small letters. */
  readonly oid: string;
  readonly file: number;
}

/** The path of the empty blob in `views` that says so. */
export function viewPath(key: Pick<InspectionKey, 'project' | 'exportId'>, { round, oid, file }: View): string {
  return `${viewsPrefix(key, round, oid)}${file}`;
}

/** What the paths of all views of a round begin with, or of those of one person. */
export function viewsPrefix(key: Pick<InspectionKey, 'project' | 'exportId'>, round: number, oid?: string): string {
  const ofRound = `${frozenFolder(key)}${round}/`;
  return oid === undefined ? ofRound : `${ofRound}${oid.toLowerCase()}/`;
}

/** What the path of a view says; undefined when it is none. */
export function parseViewPath(path: string): View | undefined {
  const [, round, oid = '', file] =
    /^[^/]+\/[^/]+\/([1-9]\d{0,2})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([1-9]\d{0,3})$/.exec(path) ?? [];
  const isOne = round !== undefined && Number(file) <= mostInspected;
  return isOne ? { round: Number(round), oid, file: Number(file) } : undefined;
}

/** The page of the reading room about a package, for a round; undefined in a deployment without a room. */
export function roomAddress(readingRoomUrl: string | undefined, exportId: string, round: number): string | undefined {
  return readingRoomUrl === undefined ? undefined : `${readingRoomUrl}/api/read/${exportId}?round=${round}`;
}
