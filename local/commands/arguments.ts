import { resolve } from 'node:path';

/** The state folder of npm start, unless --state names another. */
const usualFolder = resolve(import.meta.dirname, '../../.local');

/** The option that every command takes to find a stack elsewhere than npm start keeps it. */
export const stateOption = { state: { type: 'string', default: usualFolder } } as const;

/** The project that the sample organisation works on. */
export const sampleProject = 'heart-study';

/** Runs a command and ends the process with one plain line, not a stack, when it fails. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
