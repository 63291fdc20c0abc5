import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

interface TypedReport {
  readonly markdown?: true | undefined;
}

/** What this deployment holds now about each statement of SATRE: in columns, or as the app's Markdown to hand over. */
export async function showSatre(tools: Tools, { markdown }: TypedReport): Promise<ExitCode> {
  const client = tools.api;
  if (markdown) {
    for await (const lines of client.lines('showSatre', { format: 'markdown' })) await tools.print(lines);
    return exitCodes.done;
  }
  const { body } = await client.ask('showSatre', {});
  const rows = body.statements.map(({ id, level, verdict, means }) => [id, level, verdict, means]);
  const { met, partly, 'not-ours': others } = body.verdicts;
  tools.show(body, () => [
    ...columns(['ID', 'LEVEL', 'VERDICT', 'WHAT IT ASKS'], rows, tools.width),
    `${met} met, ${partly} partly, ${others} not ours. --markdown gives the evidence.`,
    safeText(body.looked),
  ]);
  return exitCodes.done;
}
