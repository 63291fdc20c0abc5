import { z } from 'zod';
import { coverage } from '../../domain/inspection/coverage.ts';
import { disclosureRules } from '../../domain/inspection/disclosure.ts';
import { fileFindings, filePlaces } from '../../domain/inspection/evidence.ts';
import { showing } from './shown.ts';

const megabyte = 1024 * 1024;

/** A child reads so much of a file: what can be read in parts only so far, and what must be read whole not at all beyond it. Tables are counted beyond it. */
export const mostRead = 64 * megabyte;

/** A question is one line of at most so many bytes; the bytes of the file follow it. */
export const mostAsked = 10_000;

/** An answer has at most so many bytes: one that is to be shown may hold a picture. */
export const mostAnswered = { found: megabyte, shown: 10 * megabyte } as const;

/** What a parent asks about one file. The ending is that of its name, in small letters and without the dot; the name is not told. */
export const question = z.strictObject({
  bytes: z.int().min(0),
  rules: disclosureRules,
  ending: z.string().regex(/^[a-z0-9]{0,16}$/),
  /** The file is not to be held to rules but shown. */
  show: showing.exactOptional(),
});

export type Question = z.infer<typeof question>;

/** What a child answers, and of how many bytes: the parent holds that to what it sent. */
export const answer = z.strictObject({
  ...{ found: fileFindings, places: filePlaces, coverage },
  read: z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});
export type Answer = z.infer<typeof answer>;
