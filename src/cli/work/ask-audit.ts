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

/** Prints what happened, who did it and when, line by line as it comes; follows the answers to the last one. */
export async function askAudit(tools: Tools, typed: TypedQuestion): Promise<ExitCode> {
  try {
    return await printEvents(tools, typed);
  } catch (error) {
    if (error instanceof Complaint) throw error;
    const why = `The answer broke off (${messageOf(error)}), so what was printed is not the whole`;
    throw new Complaint(exitCodes.unreachable, `${why}. Ask again, for less at once with --since and --until.`);
  }
}

async function printEvents({ api, ...tools }: Tools, { csv, ...typed }: TypedQuestion): Promise<ExitCode> {
  const placeIn = csv ? placeInTable : placeInJson;
  const printed = csv ? tableLine : tools.isJson ? safeJson : inWords;
  let continuation: string | undefined;
  // The head of a table stands at its beginning only.
  let skipped = 0;
  do {
    const asked = { ...typed, format: csv ? 'csv' : 'jsonl', continuation } as const;
    continuation = undefined;
    for await (const lines of api.lines('askAudit', asked)) {
      continuation = lines.map(placeIn).find((place) => place !== undefined) ?? continuation;
      const events = lines.filter((line) => placeIn(line) === undefined);
      await tools.print(events.slice(skipped).map(printed));
      skipped = Math.max(0, skipped - events.length);
    }
    skipped = csv ? 1 : 0;
  } while (continuation !== undefined && typed.limit === undefined);
  return exitCodes.done;
}

const goingOn = z.strictObject({ continuation: z.string() });
const event = z.looseObject({
  at: z.string(),
  project: z.string(),
  operation: z.string().nullable(),
  kind: z.string(),
  actor: z.string(),
  data: z.unknown(),
});

/** Where the answer goes on, of a line that says so. */
const placeInJson = (line: string) => goingOn.safeParse(JSON.parse(line)).data?.continuation;
const placeInTable = (line: string) => /^continuation,([^,]+),/.exec(line)?.[1];

const tableLine = (line: string) => line.replace(/\r$/, '');

function inWords(line: string): string {
  const { at, project, operation, kind, actor, data } = event.parse(JSON.parse(line));
  return safeText([at, kind, operation ?? project, actor, JSON.stringify(data)].join('  '));
}
