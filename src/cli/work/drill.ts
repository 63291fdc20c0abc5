import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Tools } from '../tools.ts';

/** A drill loses what is stored, so it never asks an app that somebody named. */
export async function drillRestore(
  { stack, show, note }: Tools,
  { store }: { readonly store: string },
): Promise<ExitCode> {
  if (stack.named !== undefined)
    throw new Complaint(
      exitCodes.wrongUse,
      `A drill loses what is stored, so it runs only on stand-ins that it starts on this machine, and not at ${stack.named}: leave --url and SALLYPORT_URL out. Nothing was done.`,
    );
  const told: string[] = [];
  await stack.drill(store, (line) => {
    told.push(line);
    note(line);
  });
  return show({ told }, () => ['The drill is over.']);
}
