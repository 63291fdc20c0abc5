import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { DAY } from '../base/time.ts';
import { filesOnPage } from './file-view.ts';

/** The longest remark about one file, in UTF-16 units. */
export const longestRemark = 300;

/** The remarks about the files of one page of a package: one row. Its page is counted from 1, over all files; `text` is empty when nothing was written. */
export const remarkPageSchema = z.strictObject({
  page: z.number(),
  remarks: z.array(z.strictObject({ number: z.number(), seen: z.boolean(), question: z.boolean(), text: z.string() })),
});
export type RemarkPage = Frozen<z.infer<typeof remarkPageSchema>>;
export type FileRemark = RemarkPage['remarks'][number];

/** What a decision says of the remarks that belong to it: the digest of all pages, and how many files they are about. */
export interface RemarksSummary {
  readonly digest: string;
  readonly files: number;
}

/** The pages that change when those remarks are given, by their number: each file that is named has its new remark, or none. */
export function pagesOf(given: readonly FileRemark[]): ReadonlyMap<number, readonly FileRemark[]> {
  return Map.groupBy(given, ({ number }) => Math.ceil(number / filesOnPage));
}

/** The page with the remarks that were given; the others on it stay. */
export function withRemarks({ page, remarks }: RemarkPage, given: readonly FileRemark[]): RemarkPage {
  const kept = new Map(remarks.map((remark) => [remark.number, remark]));
  for (const remark of given) {
    if (isEmpty(remark)) kept.delete(remark.number);
    else kept.set(remark.number, remark);
  }
  return { page, remarks: [...kept.values()].sort((one, other) => one.number - other.number) };
}

function isEmpty({ seen, question, text }: FileRemark): boolean {
  return !seen && !question && text === '';
}

/** So many days what was noted stands without a decision, and a page may save more. */
export const draftDays = 14;

export function isKept(savedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(savedAt) < draftDays * DAY;
}

/** SHA-256 over the remarks in the order of the files, and how many there are; undefined when there are none. */
export function summaryOf(pages: readonly RemarkPage[]): RemarksSummary | undefined {
  const remarks = inOrder(pages);
  if (remarks.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const { number, seen, question, text } of remarks)
    hash.update(`${JSON.stringify([number, seen, question, text])}\n`);
  return { digest: hash.digest('hex'), files: remarks.length };
}

export function inOrder(pages: readonly RemarkPage[]): FileRemark[] {
  return pages.flatMap(({ remarks }) => remarks).sort((one, other) => one.number - other.number);
}

/** The pages with nothing on them but what is asked about files. */
export function questionsOf(pages: readonly RemarkPage[]): RemarkPage[] {
  return pages.flatMap(({ page, remarks }) => {
    const questions = remarks.filter(({ question }) => question);
    return questions.length === 0 ? [] : [{ page, remarks: questions }];
  });
}

/** Whether a remark tells more than that its file was seen. */
export function saysSomething({ question, text }: FileRemark): boolean {
  return question || text !== '';
}
