/** Stops with advice when a script runs on a Node other than the one in node_modules (npm run puts that one first). */
export function requireNode24(version: string = process.version): void {
  if (version.startsWith('v24.')) return;
  console.error(
    `This runs on Node 24, but found ${version}. Start it through npm (npm run …), which uses the Node of node_modules. ` +
      'If it still says this, the package "node" was installed with --ignore-scripts: run npm rebuild node.',
  );
  process.exit(1);
}
