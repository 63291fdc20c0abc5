import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { doctorLines } from '../shown/doctor.ts';
import type { Tools } from '../tools.ts';

/** Holds every assumption of the deployment against what is found; with `all` says what is in order, too. */
export async function showDoctor(tools: Tools, { all }: { readonly all?: true | undefined }): Promise<ExitCode> {
  const { body } = await tools.api.ask('doctor', {});
  tools.show(body, () => doctorLines(body, { all: all === true, style: tools.style }));
  return body.ok ? exitCodes.done : exitCodes.refused;
}
