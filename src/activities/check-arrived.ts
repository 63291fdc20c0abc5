import type { ManifestEntry } from '../domain/manifest.ts';
import type { Operation, Problem } from '../domain/operation.ts';
import type { UploadRules } from '../domain/project.ts';
import { checkRules } from '../domain/rules.ts';
import { sourceSpot } from './places.ts';
import type { Survey } from './spot-listing.ts';

/** Everything that is wrong with an upload, for the people who sent it. */
export async function checkArrived(
  operation: Operation,
  rules: UploadRules,
  entries: AsyncIterable<ManifestEntry>,
  survey: Survey,
): Promise<Problem[]> {
  const problems = await checkRules(entries, rules, longestFolder(operation));
  return survey.nameless ? [namelessProblem(operation), ...problems] : problems;
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
