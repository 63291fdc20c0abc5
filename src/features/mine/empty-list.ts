import { html } from 'hono/html';
import type { Html } from '../../pages/base/layout.ts';
import type { MyProject } from './mine.ts';

const words = {
  datasets: { none: 'No dataset came yet.', side: 'the public account', each: 'dataset' },
  packages: { none: 'No package stands here yet.', side: 'the secure account, from inside', each: 'package' },
} as const;

/** An empty list says how something comes into it: where to, how, and which kinds of file. */
export function emptyList(what: keyof typeof words, projects: readonly MyProject[]): Html {
  const { none, side, each } = words[what];
  return html`<p>${none} To send one:</p><ul>${projects.flatMap(({ title, doors }) =>
    doors
      .filter((door) => door.what === what)
      .map(
        ({ folder, kinds }) =>
          html`<li><bdi>${title}</bdi>: put the files into a folder of their own in <code>${folder}</code> of ${side}, and the empty file <code>_COMPLETE</code> last. The folder's name is that of the ${each}. ${kinds.length === 0 ? 'Every kind of file may pass.' : `Kinds that may pass: ${kinds.join(', ')}.`}</li>`,
      ),
  )}</ul><p><a href="/api/help">Help</a> has the guide.</p>`;
}
