import { doorFacts } from '../../../domain/base/door.ts';
import { type MissingReason, missingWords } from '../../../domain/inspection/round-evidence.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { type Letter, letter } from '../letter.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that the approvers of a package decide without evidence of the reading room. */
export async function packageUninspected(
  operation: Operation,
  missing: MissingReason,
  opsUrl: string,
): Promise<Letter> {
  const { project, id, door } = operation;
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} was not looked into`,
    paragraphs: [
      `The reading room wrote no evidence ${missingWords[missing]} for the ${thingOf(operation)} of the project ${project}. Its approvers are asked all the same, and see that there is none.`,
      helps[missing],
      `Reference: ${id}.`,
    ],
    links: [
      { label: `Open the ${doorFacts(door).noun}`, url: `${opsUrl}/desk/${doorFacts(door).list}/${project}/${id}` },
    ],
  });
}

const helps: Readonly<Record<MissingReason, string>> = {
  late: 'See whether the reading room runs and what its log says of this package. Evidence that comes later is shown by the next round of its review.',
  unreadable:
    'What stands in its place is no evidence, and the reading room never changes what it wrote. See whether both apps have the same version, and who else may write there.',
  'other-files':
    'The reading room found other files in the frozen copy than those that were frozen. See who may write there; a release is compared with the frozen files once more.',
};
