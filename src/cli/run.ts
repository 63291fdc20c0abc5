import { CommanderError } from '@commander-js/extra-typings';
import packageJson from '../../package.json' with { type: 'json' };
import { messageOf } from '../domain/base/errors.ts';
import { Complaint } from './complaint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { sallyport } from './program.ts';
import { safeJson, safeText } from './shown/safe-text.ts';
import type { Screen, Surroundings } from './surroundings.ts';

/** Runs what was typed behind `sallyport` and gives the code to end with. Whatever goes wrong is told in sentences. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { out, err } = surroundings;
  // Alone, since a version of a definition is named by the same word.
  if (words.length === 1 && words[0] === '--version') {
    out.write(`${packageJson.version}\n`);
    return exitCodes.done;
  }
  let code: ExitCode = exitCodes.done;
  const output = {
    writeOut: (text: string) => void out.write(text),
    writeErr: (text: string) => void err.write(text),
    outputError: (text: string, write: (text: string) => void) => write(complaintInWords(text)),
    getOutHelpWidth: () => out.columns ?? 80,
    getErrHelpWidth: () => err.columns ?? 80,
  };
  const program = sallyport(async (work) => {
    const { toolsFor } = await import('./tools.ts');
    code = await work(toolsFor(surroundings, program.opts()));
  }, output);
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return tell(error, program.opts().json === true, out, err);
  }
}

/** Parsing has told its errors itself. */
function tell(error: unknown, asJson: boolean, out: Screen, err: Screen): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
  const known = error instanceof Complaint;
  if (asJson && known && error.answer !== undefined) out.write(`${safeJson(JSON.stringify(error.answer, null, 2))}\n`);
  for (const line of messageOf(error).split('\n')) err.write(`${safeText(line)}\n`);
  return known ? error.code : exitCodes.refused;
}

/** What parsing complains about, with a word more where it helps. */
function complaintInWords(text: string): string {
  return text.replace(
    /^error: required option '--reason .*$/m,
    'error: say why, with --reason "…": it is written into the audit',
  );
}
