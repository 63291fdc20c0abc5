import { escapes } from './escapes.ts';

/** Prints which ways are open in a process that nothing was taken from: an attempt that fails there too shows nothing in a child. */
const open: string[] = [];
for (const [name, attempt] of escapes) {
  try {
    const got = await attempt();
    if (got !== undefined && got !== false) open.push(name);
  } catch {}
}
console.log(JSON.stringify(open));
process.exit();
