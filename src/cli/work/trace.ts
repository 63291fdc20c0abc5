import { decodeJwt } from 'jose';
import { countText } from '../../domain/base/count-text.ts';
import { type Trace, traceSchema } from '../../features/releases/domain/trace.ts';
import { traceLines } from '../../features/releases/domain/trace-text.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { foundFiles, type NamedFile } from './found-files.ts';

interface Typed {
  readonly file: string;
  readonly first?: string | undefined;
  readonly incident?: string | undefined;
  readonly signed?: string | undefined;
  readonly reason: string;
}

/** Asks which releases held a file of this machine, or one in it. Only sizes and digests are sent. */
export async function traceFile(tools: Tools, { file, first, signed, ...typed }: Typed): Promise<ExitCode> {
  const { files, leftOut } = await foundFiles(tools.pathOf(file), file).catch(tools.cannotRead(file));
  for (const line of leftOut) tools.note(line);
  const asked = files.map(({ name: _, ...sums }) => sums);
  const wish = first === undefined ? {} : { first: (await tools.readFile(first)).trim() };
  const { body } = await tools.api.ask('trace', { files: asked, ...typed, ...wish });
  if ('waits' in body) return waits(tools, body.waits, file);
  if (signed !== undefined) await tools.writeFile(signed, `${body.signed}\n`);
  return tools.show(body, () => linesOf(body.trace, files, signed));
}

function linesOf(trace: Trace, files: readonly NamedFile[], signed: string | undefined): readonly string[] {
  const lines = traceLines(
    trace,
    files.map(({ name }) => name),
  );
  const kept = signed === undefined ? [] : [`The signed answer stands in ${signed}.`];
  return [...lines, ...kept].map(safeText);
}

function waits(tools: Tools, wish: string, file: string): ExitCode {
  tools.show({ waits: wish }, () => [wish]);
  for (const line of [
    'A second operator has to want it too. Send them the file, and the line above as another, and let them type:',
    `sallyport trace ${file} --first FILE --signed trace.jws --reason "…"`,
    'Where there is none, type it yourself after a day.',
  ])
    tools.note(safeText(line));
  return exitCodes.waits;
}

/** The people of a release that a signed answer names; the audit of its project tells of the look. */
export async function traceRelease(
  tools: Tools,
  { signed: name, id, reason }: { readonly signed: string; readonly id: string; readonly reason: string },
): Promise<ExitCode> {
  const signed = (await tools.readFile(name)).trim();
  const { project } = releaseIn(signed, id, name);
  const { body } = await tools.api.ask('traceNames', { signed, project, id, reason });
  return tools.show(body, () => {
    const { release, opened, replies, downloads } = body;
    const { decisions, recipients, takenBack } = release;
    return [
      `${release.name} of ${project} left ${release.leftAt}, ${countText(release.files, 'file')}.`,
      ...decisions.map((one) => `Decided: ${one.name}, ${one.choice}, ${one.at}`),
      ...opened.map((one) => `Opened in the reading room: ${one.name}, ${countText(one.files, 'file')}`),
      ...replies.map(({ name, at, text }) => `Answered by ${name}, ${at}: ${text ?? 'its text is lost'}`),
      `For: ${recipients.length === 0 ? 'nobody is named' : recipients.join('; ')}`,
      ...(takenBack === null ? [] : [`Taken back ${takenBack.at} by ${takenBack.name}: ${takenBack.reason}`]),
      'Who read it outside knows the log of its account. Ask there:',
      ...downloads.split('\n'),
    ].map(safeText);
  });
}

/** What the file states; whether it was signed by the app, that judges. */
function releaseIn(signed: string, id: string, name: string) {
  const trace = traceSchema.safeParse(payloadOf(signed));
  const releases = trace.success ? trace.data.files.flatMap((one) => one.releases) : [];
  const named = releases.find((one) => one.id === id);
  if (named !== undefined) return named;
  const why = trace.success ? `names no release ${id}` : 'is no signed answer of trace';
  throw new Complaint(exitCodes.wrongUse, `The file ${name} ${why}.`);
}

function payloadOf(jws: string): unknown {
  try {
    return decodeJwt(jws);
  } catch {
    return undefined;
  }
}
