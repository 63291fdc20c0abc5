import { z } from 'zod';
import { messageOf } from '../../domain/base/errors.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Asked } from '../routes.ts';
import { safeJson, safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

interface TypedQuestion extends Omit<Asked<'askAudit'>, 'format' | 'continuation'> {
  readonly csv?: true | undefined;
}

interface LineForm {
  readonly format: 'csv' | 'jsonl';
  /** Where the answer goes on, of a line that says so. */
  placeIn(line: string): string | undefined;
  printed(line: string): string;
}

/** Prints what happened, who did it and when, line by line as it comes; follows the answers to the last one. */
export async function askAudit(tools: Tools, { csv, limit, ...filters }: TypedQuestion): Promise<ExitCode> {
  const form = csv ? csvForm : tools.isJson ? jsonForm : wordForm;
  const asked = { ...filters, limit, format: form.format };
  let [place, isFirst]: [string | undefined, boolean] = [undefined, true];
  do {
    place = await printPart(tools, form, { ...asked, continuation: place }, isFirst);
    isFirst = false;
  } while (place !== undefined && limit === undefined);
  return exitCodes.done;
}

/** Prints one answer and gives where the next begins. */
async function printPart(
  tools: Tools,
  form: LineForm,
  asked: Asked<'askAudit'>,
  isFirst: boolean,
): Promise<string | undefined> {
  let place: string | undefined;
  // The head of a table stands at its beginning only.
  let skipped = isFirst || form.format === 'jsonl' ? 0 : 1;
  try {
    for await (const lines of tools.api.lines('askAudit', asked)) {
      const events = lines.filter((line) => {
        const next = form.placeIn(line);
        place = next ?? place;
        return next === undefined;
      });
      await tools.print(events.slice(skipped).map((line) => form.printed(line)));
      skipped = Math.max(0, skipped - events.length);
    }
  } catch (error) {
    if (error instanceof Complaint) throw error;
    const why = `The answer broke off (${messageOf(error)}), so what was printed is not the whole`;
    throw new Complaint(exitCodes.unreachable, `${why}. Ask again, for less at once with --since and --until.`);
  }
  return place;
}

const continuation = z.strictObject({ continuation: z.string() });
const event = z.looseObject({
  at: z.string(),
  project: z.string(),
  operation: z.string().nullable(),
  kind: z.string(),
  actor: z.string(),
  data: z.unknown(),
});

const jsonForm: LineForm = {
  format: 'jsonl',
  placeIn: (line) => continuation.safeParse(JSON.parse(line)).data?.continuation,
  printed: safeJson,
};

const wordForm: LineForm = {
  ...jsonForm,
  printed: (line) => {
    const { at, project, operation, kind, actor, data } = event.parse(JSON.parse(line));
    return safeText([at, kind, operation ?? project, actor, JSON.stringify(data)].join('  '));
  },
};

const csvForm: LineForm = {
  format: 'csv',
  placeIn: (line) => /^continuation,([^,]+),/.exec(line)?.[1],
  printed: (line) => line.replace(/\r$/, ''),
};
