import { countText, enumerated } from '../base/count-text.ts';
import type { Frozen } from '../base/frozen.ts';
import type { Evidence, FileType } from '../inspection/evidence.ts';
import { type MissingReason, missingWords, type RoundEvidence } from '../inspection/round-evidence.ts';
import { filesToOpen } from '../inspection/to-open.ts';
import type { WithoutEvidence } from '../inspection/without-evidence.ts';
import { type ProjectDisclosure, typesNotAllowed } from '../project/project-disclosure.ts';

/** What an approval is asked about; `evidence` is undefined in a deployment without a reading room. */
interface Known {
  readonly evidence?: RoundEvidence;
  /** That two operators let the review go on without. */
  readonly withoutEvidence?: WithoutEvidence;
  readonly rules: {
    readonly disclosure: Pick<Frozen<ProjectDisclosure>, 'allowedTypes' | 'viewing'>;
    readonly overLimits?: readonly string[];
  };
}

export type ReasonCause =
  | { readonly kind: 'missing'; readonly missing: MissingReason }
  | { readonly kind: 'without' }
  | { readonly kind: 'limits'; readonly names: readonly string[] }
  | { readonly kind: 'block' | 'unchecked'; readonly files: number }
  | { readonly kind: 'types'; readonly types: readonly FileType[] };

/**
 * Everything for which an approval needs a written reason, once for the package: nothing is known of the files, some of them hold what should
 * not leave or were not looked at, or are of types that the project does not allow by themselves; or it exceeds soft limits. Of the files nothing without a
 * reading room, unless two operators stood in for it.
 */
export function reasonCauses({ evidence, withoutEvidence, rules: { disclosure, overLimits } }: Known): ReasonCause[] {
  const over = overCauses(overLimits);
  if (evidence === undefined) return withoutEvidence === undefined ? over : [...over, { kind: 'without' }];
  if ('missing' in evidence) return [...over, { kind: 'missing', missing: evidence.missing }];
  const { verdicts, unchecked } = evidence;
  const types = typesNotAllowed(disclosure, evidence.types);
  return [
    ...over,
    ...(verdicts.block > 0 ? [{ kind: 'block' as const, files: verdicts.block }] : []),
    ...(unchecked > 0 ? [{ kind: 'unchecked' as const, files: unchecked }] : []),
    ...(types.length > 0 ? [{ kind: 'types' as const, types }] : []),
  ];
}

function overCauses(names: readonly string[] = []): ReasonCause[] {
  return names.length === 0 ? [] : [{ kind: 'limits', names }];
}

/** Such a cause in words that follow "because". */
export function causeText(cause: ReasonCause): string {
  if (cause.kind === 'missing') return `there was no evidence ${missingWords[cause.missing]}`;
  if (cause.kind === 'limits')
    return `it exceeds the soft ${cause.names.length === 1 ? 'limit' : 'limits'} ${enumerated(cause.names)}`;
  if (cause.kind === 'without') return 'there was no evidence, and two operators let its review go on';
  if (cause.kind === 'types') {
    const types = `${cause.types.length === 1 ? 'the type' : 'the types'} ${enumerated(cause.types)}`;
    return `${types} ${cause.types.length === 1 ? 'is' : 'are'} not among the allowed types`;
  }
  const one = cause.files === 1;
  return cause.kind === 'block'
    ? `${countText(cause.files, 'file')} ${one ? 'holds' : 'hold'} what should not leave`
    : `${countText(cause.files, 'file')} ${one ? 'was' : 'were'} not looked at whole`;
}

/** What somebody is to open of a package, and what of it they opened in the round; numbers of files. */
export interface Opened {
  readonly toOpen: readonly number[];
  readonly opened: readonly number[];
}

/** Of the files that a person is to open those that they opened. What else they opened does not matter. */
export function openedOf(evidence: Evidence, oid: string, opened: ReadonlyMap<string, readonly number[]>): Opened {
  const toOpen = filesToOpen(evidence, oid);
  const theirs = new Set(opened.get(oid.toLowerCase()));
  return { toOpen, opened: toOpen.filter((number) => theirs.has(number)) };
}

/**
 * Whether an approval waits for files that are opened. `impossible`: the project asks for it, and it is not known which files those are, since
 * there is no evidence about them; two operators can let it go on all the same.
 */
export function viewingRequirement({
  evidence,
  withoutEvidence,
  rules: { disclosure },
}: Known): 'none' | 'required' | 'impossible' {
  if (disclosure.viewing === 'shown') return 'none';
  if (evidence !== undefined && !('missing' in evidence)) return 'required';
  return withoutEvidence === undefined ? 'impossible' : 'none';
}

/** Whether an approval with that reason does what the evidence asks for. */
export function hasReasonDue(known: Known, reason: string): boolean {
  return reason.trim() !== '' || reasonCauses(known).length === 0;
}

const nothingToOpen =
  'The project asks for files to be opened before an approval, and there is no evidence of the reading room that says which. The package waits for it, or for two operators who let it go on without. You can deny it, or ask for changes, now.';

/**
 * Why an approval is not taken yet. `opened` is what its approver opened; where that must be and is not known, nothing is taken. Where the
 * project asks for files to be opened and there is no evidence about them, no reason takes its place: the package waits.
 */
export function refuseByRequirements(
  known: Known,
  reason: string,
  opened: Opened | undefined,
): { readonly code: 'reason-missing' | 'not-opened'; readonly message: string } | undefined {
  const duty = viewingRequirement(known);
  if (duty === 'impossible') return { code: 'not-opened', message: nothingToOpen };
  if (!hasReasonDue(known, reason)) {
    const causes = reasonCauses(known).map(causeText).join('; ');
    return { code: 'reason-missing', message: `Write why the package may leave all the same, because ${causes}` };
  }
  if (duty === 'none') return undefined;
  if (opened === undefined) {
    const message =
      'What stands about these files is not the evidence of this round, so it is not known what you have to open. Tell an operator.';
    return { code: 'not-opened', message };
  }
  const left = opened.toOpen.length - opened.opened.length;
  if (left === 0) return undefined;
  const files = `${left} of the ${countText(opened.toOpen.length, 'file')} that you are to open`;
  return {
    code: 'not-opened',
    message: `Open the rest in the reading room first: ${files} ${left === 1 ? 'is' : 'are'} left. The project asks for that before an approval.`,
  };
}
