import { Refused } from '../../domain/base/errors.ts';
import { keptNote } from '../../domain/witness/checkpoint.ts';
import { parseNoteKey } from '../../domain/witness/signed-note.ts';
import {
  beginWitness,
  compareNotes,
  requireConsistent,
  type Step,
  type Witness,
  witnessSchema,
} from '../../domain/witness/witness.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

/** Begins to witness a log by the public keys that a person got from whoever runs it. */
export async function beginToWitness(
  tools: Tools,
  { file, keys }: { readonly file: string; readonly keys: readonly string[] },
): Promise<ExitCode> {
  if (await tools.isThere(file)) throw refused(`The file ${file} is there already: go on with witness once`);
  const note = await noteOf(tools);
  const state = asked(() => beginWitness(note, keys.map(parseNoteKey), tools.now().toISOString()));
  await tools.keepFile(file, textOf(state));
  return told(
    tools,
    asked(() => compareNotes(state, note)),
  );
}

/** Goes on to what the log shows now unless something was taken back. It is stored before anything is said. */
export async function witnessOnce(tools: Tools, { file }: { readonly file: string }): Promise<ExitCode> {
  return await tools.alone(file, async () => {
    const state = await stateIn(tools, file);
    const note = await noteOf(tools);
    const step = await comparedWith(tools, state, note);
    await tools.keepFile(file, textOf({ ...state, note, seenAt: tools.now().toISOString() }));
    return told(tools, step);
  });
}

/** Compares a note that somebody has, from a mail or beside a receipt, with what the log shows now. */
export async function checkNote(tools: Tools, { file }: { readonly file: string }): Promise<ExitCode> {
  const pasted = noteIn(await tools.readFile(file));
  const { checkpoints: keys } = (await tools.api.ask('receiptKeys', {})).body;
  return told(tools, await comparedWith(tools, { keys, note: pasted }, await noteOf(tools)));
}

async function comparedWith(tools: Tools, before: Pick<Witness, 'keys' | 'note'>, note: string): Promise<Step> {
  const step = asked(() => compareNotes(before, note));
  if (!step.isNew) return step;
  const { body } = await tools.api.ask('consistency', { from: step.before.size, to: step.now.size });
  asked(() => requireConsistent(step, body.proof));
  return step;
}

function noteOf({ api }: Tools): Promise<string> {
  return api.text('checkpoint', {});
}

/** The note that was kept, or the one that stands in a proof beside a receipt. */
function noteIn(text: string): string {
  return keptNote(text.startsWith('c2sp.org/') ? text.slice(text.indexOf('\n\n')) : text);
}

async function stateIn(tools: Tools, file: string): Promise<Witness> {
  if (!(await tools.isThere(file)))
    throw refused(
      `There is no file ${file}: what this witness saw is lost, or it never began. Look for a copy of the file. Only if there is none, begin anew with witness begin, and compare its first note with one that others have (audit check)`,
    );
  const text = await tools.readFile(file);
  try {
    return witnessSchema.parse(JSON.parse(text));
  } catch {
    throw refused(`The file ${file} is not what a witness keeps: it was cut or changed. Put a copy of it back`);
  }
}

function told(tools: Tools, { before, now, isNew }: Step): ExitCode {
  const { origin, size } = now;
  const answer = { ok: true, origin, before: before.size, size, root: now.root.toString('base64'), key: now.by.id };
  const what = isNew ? `nothing was taken back since it had ${before.size}` : 'nothing is new';
  return tools.show(answer, () => [safeText(`${origin}: ${size} leaves, signed by ${now.by.id}; ${what}.`)]);
}

const textOf = (state: Witness): string => `${JSON.stringify(state, null, 2)}\n`;

/** What the rules refuse, as a complaint. */
function asked<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refused) throw refused(error.message);
    throw error;
  }
}

function refused(sentence: string): Complaint {
  return new Complaint(exitCodes.refused, `${sentence}.`);
}
