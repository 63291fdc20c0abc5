import { uploadNameProblem } from '../../domain/operation/blob-name.ts';
import type { ManifestEntry, ManifestSummary } from '../../domain/operation/manifest.ts';
import type { Operation, UploadProblem } from '../../domain/operation/operation.ts';
import { onlyContextProblem } from '../../domain/operation/package-role.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import { quorumProblem } from '../../domain/review/approval.ts';
import { checkRules, singleFileProblem } from '../../domain/transfer/rules.ts';
import type { ListingSummary } from './location-listing.ts';
import { sourceLocation } from './places.ts';

export interface Arrived {
  readonly entries: AsyncIterable<ManifestEntry>;
  readonly survey: ListingSummary;
  readonly summary: ManifestSummary;
}

/** Everything that is wrong with an upload, for the people who sent it; with a package also that nobody could decide about it. */
export async function checkArrived(
  operation: Operation,
  project: Project,
  { entries, survey, summary }: Arrived,
  now: Date,
): Promise<UploadProblem[]> {
  const { door, name } = operation;
  const misnamed = uploadNameProblem(door, name);
  const folder = misnamed === undefined ? longestFolder(operation) : '';
  const rules = rulesAt(door, project);
  const whole = [
    misnamed,
    singleFileProblem(operation, rules),
    survey.nameless ? noNameProblem(operation) : undefined,
    markerProblem(survey),
    onlyContextProblem(summary.count, summary.contextCount ?? 0),
    door === 'export' ? quorumProblem(project, now) : undefined,
  ];
  const problems = await checkRules(entries, rules, folder);
  return [...whole.filter((problem) => problem !== undefined), ...problems];
}

/** The marker is no part of the upload and goes with the originals: what stands in it would be deleted uncopied. */
function markerProblem({ marker }: ListingSummary): UploadProblem | undefined {
  if (marker === undefined || marker.size === 0) return undefined;
  const { path, size } = marker;
  const message = `The marker ${path} must be empty, because it is deleted and never copied. Put its content into a file of another name.`;
  return { rule: 'marker-content', path, value: String(size), message, publicMessage: message };
}

/** Paths must not grow too long on their way: a dataset goes under its version, a package under its operation id. */
function longestFolder({ door, project, name, id }: Operation): string {
  return door === 'ingress' ? `${project}/${name}/v1000` : `${project}/${name}/${id}`;
}

export function noNameProblem(operation: Parameters<typeof sourceLocation>[0]): UploadProblem {
  const path = `${sourceLocation(operation).folder}/`;
  const remedy = 'with a slash at its end and no file name. Upload folders by uploading files in them.';
  return {
    rule: 'name:empty-segment',
    path: null,
    value: path,
    message: `A blob is named ${JSON.stringify(path)}, ${remedy}`,
    publicMessage: `A blob has a name ${remedy}`,
  };
}
