import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { Html } from '../../pages/base/layout.ts';
import type { Content } from '../child/shown.ts';
import { type Marks, marked } from './marks.ts';

/** Lines of a text with their numbers, and with what was found in them. */
export function textView({ lines, total }: Extract<Content, { kind: 'text' }>, from: number, marks: Marks): Html {
  return html`<p class="soft">${countText(total, 'line')}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Text"><table class="lines"><tbody>${lines.map(
    (line, index) => {
      const number = from + index;
      return html`<tr><td class="num soft">${number}</td><td class="mono">${marked(line, marks(number))}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

/** Bytes in hexadecimal digits, sixteen in a line. */
export function bytesView({ hex }: Extract<Content, { kind: 'bytes' }>): Html {
  const lines = (hex.match(/.{1,32}/g) ?? []).map(
    (line, index) => `${(index * 16).toString(16).padStart(4, '0')}  ${line.replace(/(..)/g, '$1 ')}`,
  );
  return html`<p class="soft">The first ${countText(hex.length / 2, 'byte')}.</p><pre class="small">${lines.join('\n')}</pre>`;
}
