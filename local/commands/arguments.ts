import { resolve } from 'node:path';

/** The state folder of npm start. */
export const stateFolder = resolve(import.meta.dirname, '../../.local');

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
