import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { Html } from '../base/layout.ts';
import { sizeText } from '../base/words.ts';

/** What kinds of files a package holds, largest share first. */
export interface Evidence {
  readonly types: readonly { readonly extension: string; readonly count: number; readonly bytes: number }[];
  /** Bytes of the largest file. */
  readonly largest: number;
}

/** What is known of the files without looking into them. */
export function evidenceCard({ types, largest }: Evidence): Html {
  return html`<section class="card"><h2>Evidence</h2>
<p>The package keeps the project's rules for packages: names, types, number and size of files. None of these rules looks into a file.</p>
<dl class="facts"><dt>Types</dt><dd>${types.map((type, index) => html`${index > 0 ? ', ' : ''}<bdi>${type.extension}</bdi> <span class="soft">(${countText(type.count, 'file')}, ${sizeText(type.bytes)})</span>`)}</dd>
<dt>Largest file</dt><dd>${sizeText(largest)}</dd>
</dl></section>`;
}
