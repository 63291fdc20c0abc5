import type { Operation } from '../../domain/operation.ts';
import { countText, sizeText } from '../words.ts';
import { type Letter, letter } from './letter.ts';

/** Tells researchers that their results are outside now. */
export async function packageReleased(operation: Operation): Promise<Letter> {
  const { project, name, id, package: frozen, round } = operation;
  const what = frozen ? `${countText(frozen.count, 'file')}, ${sizeText(frozen.bytes)}` : 'all of its files';
  return letter({
    subject: `[${project}] The package ${name} was released`,
    paragraphs: [
      `The package ${name} of the project ${project} was released: ${what}, now at released/${project}/${name}/${id}/ in the public account.`,
      round === undefined
        ? 'The rules of this project ask for no approval.'
        : 'It was approved by the approvers of the project, and the released files were compared with what they decided on.',
      `Reference: ${id}${frozen ? `, digest of the package ${frozen.digest}` : ''}.`,
    ],
  });
}
