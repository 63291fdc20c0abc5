import { quorumProblem } from '../domain/approval.ts';
import type { ManifestEntry } from '../domain/manifest.ts';
import type { Operation, Problem } from '../domain/operation.ts';
import type { Project } from '../domain/project.ts';
import { rulesAt } from '../domain/project.ts';
import { checkRules } from '../domain/rules.ts';
import { sourceSpot } from './places.ts';
import type { Survey } from './spot-listing.ts';

/** What was listed of an upload. */
export interface Arrived {
  readonly entries: AsyncIterable<ManifestEntry>;
  readonly survey: Survey;
}

/** Everything that is wrong with an upload, for the people who sent it; with a package also that nobody could decide about it. */
export async function checkArrived(
  operation: Operation,
  project: Project,
  { entries, survey }: Arrived,
  now: Date,
): Promise<Problem[]> {
  const problems = await checkRules(entries, rulesAt(operation.door, project), longestFolder(operation));
  const undecidable = operation.door === 'export' ? quorumProblem(project, now) : undefined;
  return [...(survey.nameless ? [namelessProblem(operation)] : []), ...(undecidable ? [undecidable] : []), ...problems];
}

/** Paths must not grow too long on their way: a dataset goes under its version, a package under its operation id. */
function longestFolder({ door, project, name, id }: Operation): string {
  return door === 'ingress' ? `${project}/${name}/v1000` : `${project}/${name}/${id}`;
}

function namelessProblem(operation: Operation): Problem {
  const path = `${sourceSpot(operation).folder}/`;
  return {
    rule: 'name:empty-segment',
    path: null,
    value: path,
    message: `A blob is named ${JSON.stringify(path)}, with a slash at its end and no file name. Upload folders by uploading files in them.`,
  };
}
