import { withPaths } from '../../activities/review/remark-paths.ts';
import { questionsFor } from '../../domain/review/question.ts';
import { inOrder } from '../../domain/review/remarks.ts';
import type { Question, Round } from '../../domain/review/round.ts';
import { shownQuestion } from '../../domain/review/shown-question.ts';
import type { AskedQuestion } from '../../pages/review/questions-card.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import type { ListingPorts } from '../operation/read-listing.ts';
import type { FoundReview } from './find-review.ts';

interface QuestionPorts extends Pick<ListingPorts, 'manifests'> {
  readonly remarks: Pick<RemarkStore, 'kept'>;
}

/** The questions about a package that the approver of the review may see, with who asked once nobody decides blindly any more; files by name only where `named`. */
export async function questionsInReview(
  ports: QuestionPorts,
  { round, earlier, decisions, handle }: Pick<FoundReview, 'round' | 'earlier' | 'decisions' | 'handle'>,
  named: boolean,
): Promise<AskedQuestion[]> {
  const isBlind = round.status === 'open' && round.rules.blind;
  const seen = [...earlier.toSorted((one, other) => one.number - other.number), round].flatMap((one) =>
    questionsFor(one, decisions, handle.approver).map((question) => ({ round: one, question })),
  );
  return await Promise.all(
    seen.map((one) =>
      askedQuestion(ports, { ...one, isNamed: !isBlind || one.question.by === handle.approver }, named),
    ),
  );
}

/** All questions about a package whose rounds are over. */
export async function questionsOf(ports: QuestionPorts, rounds: readonly Round[]): Promise<AskedQuestion[]> {
  const all = rounds.flatMap((round) => (round.questions ?? []).map((question) => ({ round, question })));
  return await Promise.all(all.map((one) => askedQuestion(ports, { ...one, isNamed: true }, true)));
}

async function askedQuestion(
  ports: QuestionPorts,
  { round, question, isNamed }: { readonly round: Round; readonly question: Question; readonly isNamed: boolean },
  named: boolean,
): Promise<AskedQuestion> {
  const shown = shownQuestion(round, question, isNamed);
  if (question.remarks === undefined) return shown;
  const kept = inOrder(await ports.remarks.kept(round.exportId, question.remarks.digest));
  return { ...shown, remarks: named ? await withPaths(ports, round.exportId, kept) : kept };
}
