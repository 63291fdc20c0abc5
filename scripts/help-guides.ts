import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideNames } from '../src/pages/base/help-page.ts';
import { accessibilityText } from './accessibility-page.ts';
import { jsonText } from './json-text.ts';

const root = join(import.meta.dirname, '..');

/** The document that each guide of the help is made from. */
const sourceOf = (guide: string) => (/^(operators-|accessibility)/.test(guide) ? `${guide}.md` : `for-${guide}.md`);
const guideOf = new Map(guideNames.map((guide) => [sourceOf(guide), guide]));

/** The guides as the pages of the help show them: the path of each, and its text. */
export function guideTexts(): [path: string, text: string][] {
  return guideNames.map((guide) => {
    const markdown =
      guide === 'accessibility' ? accessibilityText() : readFileSync(join(root, 'docs', sourceOf(guide)), 'utf8');
    const [title = '', ...blocks] = blocksOf(markdown);
    return [`src/pages/help/${guide}.json`, jsonText({ title: title.replace(/<.*?>/g, ''), blocks })];
  });
}

/** What a document says, as HTML, one block after the other; the first is its title. Pictures are left out, since no page loads any. */
export function blocksOf(markdown: string): string[] {
  const fenced = markdown.split(/^```\w*\n([\s\S]*?)^```$/m);
  return fenced.flatMap((part, at) =>
    at % 2 === 1
      ? [`<pre><code>${escaped(part.trimEnd())}</code></pre>`]
      : part
          .split(/\n\s*\n/)
          .flatMap((block) => blockOf(block.trim()))
          .filter((block) => block !== ''),
  );
}

/** A paragraph may go over into a list. */
function blockOf(block: string): string[] {
  if (block === '' || /^!\[[^\]]*\]\([^)]*\)$/.test(block)) return [];
  const [, marks, heading = ''] = /^(#+) (.*)$/.exec(block) ?? [];
  if (marks !== undefined) return [`<h${marks.length} id="${anchorOf(heading)}">${inline(heading)}</h${marks.length}>`];
  if (block.startsWith('|')) return [tableOf(block.split('\n'))];
  const lines = block.split('\n');
  const first = lines.findIndex((line) => /^(-|\d+\.) /.test(line));
  if (first === -1) return [`<p>${inline(lines.join(' '))}</p>`];
  const list = lines
    .slice(first)
    .join('\n')
    .split(/^(?:-|\d+\.) /m)
    .slice(1);
  const name = lines[first]?.startsWith('-') ? 'ul' : 'ol';
  return [
    ...blockOf(lines.slice(0, first).join('\n')),
    `<${name}>${list.map((item) => `<li>${inline(item.trim().replaceAll('\n', ' '))}</li>`).join('')}</${name}>`,
  ];
}

function tableOf([head = '', , ...rows]: readonly string[]): string {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => inline(cell.trim()));
  const heads = cells(head).map((cell) => `<th scope="col">${cell}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${cells(row)
        .map((cell) => `<td class="wide">${cell}</td>`)
        .join('')}</tr>`,
  );
  return `<table class="cards"><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Code is left as it stands, so it is put aside first; a link to what is no guide becomes its text. */
function inline(text: string): string {
  const codes: string[] = [];
  const putAside = (_: string, code: string) => `\0${codes.push(code) - 1}\0`;
  return escaped(text)
    .replaceAll(/`([^`]+)`/g, putAside)
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\*([^*]+)\*/g, '<em>$1</em>')
    .replaceAll(/\[((?:[^\]]|\](?!\())*)\]\(([^)#]*)(#[^)]*)?\)/g, linkOf)
    .replaceAll(/\0(\d+)\0/g, (_, at: string) => `<code>${codes[Number(at)]}</code>`);
}

function linkOf(_: string, label: string, file: string, anchor = ''): string {
  const guide = guideOf.get(file);
  const to =
    file.startsWith('https:') || file === ''
      ? file + anchor
      : guide === undefined
        ? undefined
        : `/api/help/${guide}${anchor}`;
  return to === undefined ? label : `<a href="${to}">${label}</a>`;
}

/** As the links in documents name a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(' ', '-')
    .replace(/[^\p{L}\p{N}_-]/gu, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
