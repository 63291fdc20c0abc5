import type { ClosurePayload } from '../../domain/receipt.ts';
import { countText } from '../words.ts';
import { type Letter, letter } from './letter.ts';

/** Tells operators that the closing of a project has come to its end, in counts, and what is left to them. Names stay in the receipt. */
export async function projectClosed(
  { project, duties }: Pick<ClosurePayload, 'project' | 'duties'>,
  counts: Readonly<Record<string, number>>,
  receipt: string,
): Promise<Letter> {
  const { retracted = 0, kept = 0, revoked = 0, others = 0 } = counts;
  return letter({
    subject: `[${project}] The project is closed`,
    paragraphs: [
      `The project ${project} is closed, and what it held is cleared: ${countText(retracted, 'version')} retracted, ${countText(kept, 'release')} kept outside, ${countText(revoked, 'release')} revoked, ${countText(others, 'other dataset or package', 'other datasets and packages')} ended. The receipt ${receipt} lists them all. Nothing that is uploaded from now on is taken in.`,
      'This is left to you:',
    ],
    items: [...duties],
  });
}
