import type { MadeFrom, Operation } from './operation.ts';
import { longestTexts } from './purpose.ts';

/** What a marker says beside the purpose, in its metadata; the first letters of each, and its names in whatever case. */
export interface MarkerSays {
  readonly label?: string;
  readonly answer?: string;
  readonly continues?: string;
  readonly madeFrom?: string;
}

const longest = { label: longestTexts.label, answer: longestTexts.answer, continues: 64, madeFrom: 4000 } as const;

export function markerSays(metadata: Readonly<Record<string, string>>): MarkerSays {
  const said = new Map(Object.entries(metadata).map(([name, text]) => [name.toLowerCase(), text.trim()]));
  return Object.fromEntries(
    Object.entries(longest).flatMap(([name, most]) => {
      const text = said.get(name.toLowerCase())?.slice(0, most) ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );
}

/** `cohort/v1, labs/v2`: versions of datasets as their folders are called inside. Undefined where it is nothing of the kind. */
export function versionsNamed(
  text: string,
): readonly { readonly name: string; readonly version: number }[] | undefined {
  const named = [...text.matchAll(/\s*(.+?)\/v(\d+)\/?\s*(?:,|$)/gy)];
  const isWhole = named.map(([all]) => all).join('') === text;
  return isWhole ? named.map(([, name = '', version]) => ({ name, version: Number(version) })) : undefined;
}

/** Typed where a package goes on with no earlier one, whatever was said inside. */
export const noEarlier = 'none';

/** All that is said about a package beside its purpose; `inside` names what of it was said there. */
export interface SaidAbout {
  readonly madeFrom: MadeFrom | undefined;
  readonly label: string | undefined;
  readonly answer: string | undefined;
  readonly continues: string | undefined;
  readonly inside: readonly string[];
  /** What a marker says that names nothing here. */
  readonly unread: readonly string[];
}

/** What was typed outside goes before what was said inside. Whoever reads this may see what was chosen inside. */
export function saidAbout({ submission, saidInside = {} }: Pick<Operation, 'submission' | 'saidInside'>): SaidAbout {
  const { madeFrom, label, answer, continues, unread = [] } = { ...saidInside, ...submission };
  const inside = Object.entries(words).flatMap(([name, word]) =>
    Reflect.has(saidInside, name) && !Reflect.has(submission ?? {}, name) ? [word] : [],
  );
  return { madeFrom, label, answer, continues: continues === noEarlier ? undefined : continues, inside, unread };
}

const words = {
  madeFrom: 'what it was made from',
  label: 'the label',
  answer: 'the answer',
  continues: 'what it goes on with',
} as const;
