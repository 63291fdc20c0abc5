import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Run by npm after each install, by whatever Node there is: plain JavaScript. It removes what packages bring along and nothing here ever
// loads, about 125 MB. Each path is one that a `*` may stand in, for any name of that folder.

const folder = process.argv[2] ?? fileURLToPath(new URL('../node_modules', import.meta.url));

const unused = [
  // C headers, for add-ons that are compiled.
  'node/node_modules',
  // Copies of the SDKs for browsers and phones.
  '@azure/*/dist/browser',
  '@azure/*/dist/react-native',
  '@typespec/*/dist/browser',
  '@typespec/*/dist/react-native',
  // The same for browsers of this year, its viewer, and maps. What is bundled is the build for older ones, which runs in Node.
  'pdfjs-dist/build',
  'pdfjs-dist/web',
  'pdfjs-dist/legacy/web',
  'pdfjs-dist/legacy/build/*.map',
];

for (const path of unused)
  for (const found of matches(path.split('/'))) rmSync(found, { recursive: true, force: true });

/** The paths below the folder that fit a pattern, part by part. */
function matches([part = '', ...rest], below = folder) {
  if (!part.includes('*')) return rest.length === 0 ? [`${below}/${part}`] : matches(rest, `${below}/${part}`);
  const names = entries(below).filter((name) => name.endsWith(part.replace('*', '')));
  return names.flatMap((name) => (rest.length === 0 ? [`${below}/${name}`] : matches(rest, `${below}/${name}`)));
}

function entries(below) {
  try {
    return readdirSync(below);
  } catch {
    return [];
  }
}
