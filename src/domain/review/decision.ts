import { z } from 'zod';

/** The answers of an approver, in the order of buttons and links. */
export const choices = ['approve', 'changes', 'deny'] as const;
export type Choice = (typeof choices)[number];

/** What an approver can say in a review: a decision, or a question to the researchers, which keeps the round open. */
export const sayings = [...choices, 'ask'] as const;
export type Saying = (typeof sayings)[number];

/** The ends of a round that a single answer brings about; the first goes before the other. */
export const sentBack = ['denied', 'changes-wanted'] as const;
export type SentBack = (typeof sentBack)[number];

interface ChoiceWords {
  /** Stands before its button, so that colour is not all that tells it apart. */
  readonly sign: string;
  /** "To deny", "denied": what stands before the package. */
  readonly does: string;
  readonly did: string;
  /** What joins these to the package; missing where nothing has to. */
  readonly join?: string;
  /** How this answer alone closes a round, so that what was written with it goes to the researchers. */
  readonly sendsBack?: SentBack;
}

/** What each of them is called, wherever it is told, and what it does to a round. */
export const choiceWords: Readonly<Record<Saying, ChoiceWords>> = {
  approve: { sign: '✓', does: 'approve', did: 'approved' },
  changes: { sign: '↩', does: 'ask for changes', did: 'asked for changes', join: 'of', sendsBack: 'changes-wanted' },
  deny: { sign: '✕', does: 'deny', did: 'denied', sendsBack: 'denied' },
  ask: { sign: '?', does: 'ask a question', did: 'asked a question', join: 'about' },
};

export function choiceIn(text: string | undefined): Choice | undefined {
  return choices.find((choice) => choice === text);
}

export function sayingIn(text: string | undefined): Saying | undefined {
  return sayings.find((saying) => saying === text);
}

/** `denied this package`, `ask for changes of this package`. */
export function choiceText(choice: Saying, form: 'did' | 'does', thing: string): string {
  const { [form]: verb, join } = choiceWords[choice];
  return `${verb}${join === undefined ? '' : ` ${join}`} ${thing}`;
}

/** Longest reason of an approver in UTF-16 units; a longer one would not fit into the cookie that keeps it over a sign-in. */
export const longestReason = 600;

/** What an approver says of a package; it is stored and written into the audit as it is said. The two that are true or false are the ticks. */
const said = z.strictObject({
  choice: z.enum(choices),
  reason: z.string(),
  lookedAt: z.boolean(),
  deidentified: z.boolean(),
  digest: z.string(),
});
export type SaidNow = Readonly<z.infer<typeof said>>;

const apart = said.strip();

export function saidIn(from: SaidNow): SaidNow {
  return apart.parse(from);
}

/** What one approver said in one round. `approver` is the object id. */
export const decisionSchema = z.strictObject({
  exportId: z.string(),
  project: z.string(),
  round: z.number(),
  approver: z.string(),
  /** The `since` of the approver's entry in the round; the decision ends with that entry. */
  askedSince: z.string(),
  /** Only in what an earlier version wrote. */
  name: z.string().exactOptional(),
  ...said.shape,
  remarks: z.strictObject({ digest: z.string(), files: z.number() }).exactOptional(),
  /** SHA-256 of the evidence that the round named. */
  evidence: z.string().exactOptional(),
  at: z.string(),
});
export type Decision = Readonly<z.infer<typeof decisionSchema>>;

export type NamedDecision = Decision & { readonly name: string };
