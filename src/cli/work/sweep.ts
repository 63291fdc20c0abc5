import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Tools } from '../tools.ts';

export async function sweepNow(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('sweepNow', {});
  const met = Object.entries(body).filter(([, count]) => count > 0);
  tools.show(body, () => (met.length === 0 ? ['Nothing was found.'] : met.map(([what, count]) => `${what}: ${count}`)));
  return exitCodes.done;
}
