import { existsSync } from 'node:fs';

// Loaded before each command (`node --import`). Plain JavaScript, because an older Node stops at the first line of TypeScript.

const folder = new URL('../node_modules/', import.meta.url);

/** What to do before a command can run on this Node, as one sentence; undefined when it can. */
function advice() {
  if (!existsSync(folder)) return 'Nothing is installed yet. Run npm install first.';
  if (/^v24\./.test(process.version)) return undefined;
  const found = `This runs on Node 24, but found ${process.version}.`;
  if (existsSync(new URL('.bin/node', folder)))
    return `${found} Start it through npm (npm run …), which uses the Node of node_modules.`;
  return `${found} The package "node", which brings it, was installed without its program (--ignore-scripts does that). Run npm rebuild node.`;
}

const sentence = advice();
if (sentence !== undefined) {
  console.error(sentence);
  process.exit(1);
}
