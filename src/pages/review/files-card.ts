import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { FilesInView, NumberedFile } from '../../domain/review/file-view.ts';
import { draftDays, type FileRemark, longestRemark } from '../../domain/review/remarks.ts';
import { fileName, type Html } from '../base/layout.ts';
import { sizeText } from '../base/words.ts';
import type { Conversation } from './conversation-card.ts';
import type { ReleasedBefore } from './earlier-card.ts';
import { type Findings, verdictMarks } from './findings-card.ts';

interface ShownFiles {
  readonly files: FilesInView;
  readonly count: number;
  readonly remarks: readonly FileRemark[];
  readonly conversation: Pick<Conversation, 'changes'>;
  readonly before: ReleasedBefore;
  readonly findings: Findings;
}

/**
 * The files of a package, a page at a time, as a part of the form of their review: whatever button of it is pressed saves what was noted about those
 * shown. They are looked for by POST: what somebody filters by is a piece of a name that was chosen inside, and addresses end up in logs.
 */
export function filesCard({ files, count, remarks, conversation, before, findings }: ShownFiles, action: string): Html {
  const { view, fitting } = files;
  const verdicts = verdictMarks(findings);
  const tags = ({ number }: NumberedFile): Html[] => {
    const [change, release] = [conversation.changes?.marks.get(number), before.marks.get(number)];
    return [
      verdicts.get(number) ?? html``,
      ...(change === undefined ? [] : [html` <span class="tag">${change}</span>`]),
      ...(release === undefined ? [] : [html` <span class="soft small">released before with ${release}</span>`]),
    ];
  };
  return html`<section class="card" id="files"><h2>Files</h2>
<input type="hidden" name="shown" value="${view.page}">
<div class="filter"><label>Name holds <input name="name" value="${view.name}" maxlength="200" dir="auto" autocomplete="off"></label>
<label>Type <input name="type" value="${view.type}" maxlength="17" autocomplete="off"></label>
<button class="button plain" name="page" value="${view.page}" formaction="${action}/files" formnovalidate>Save and show</button></div>
<p class="soft small">${whichFiles(files, count)} <a href="${action}/manifest">Download the manifest</a>: each file with its size, ETag and MD5, one JSON line a file.</p>
${fitting === 0 ? '' : fileTables(files.files, remarks, tags)}
${pager(files, action)}
<p class="soft small">${savedWords(remarks)}</p>
</section>`;
}

function whichFiles({ view, files, fitting, pages }: FilesInView, count: number): string {
  const isFiltered = view.name !== '' || view.type !== '';
  const some = isFiltered
    ? `${fitting.toLocaleString('en-GB')} of ${countText(count, 'file')} fit`
    : countText(count, 'file');
  if (pages === 1) return `${some}.`;
  return `${some}; page ${view.page} of ${pages} shows ${files.length}.`;
}

function savedWords(remarks: readonly FileRemark[]): string {
  const saved =
    remarks.length === 0 ? 'Nothing is noted yet' : `Saved: notes about ${countText(remarks.length, 'file')}`;
  return `${saved}. Every button here saves, and so does each answer below; what you noted goes with your answer and cannot be changed after it. Until then it is kept for ${draftDays} days. When the package goes back, its researchers read questions and remarks inside.`;
}

/** What may leave, and apart from it what never does. */
function fileTables(
  files: readonly NumberedFile[],
  remarks: readonly FileRemark[],
  tags: (file: NumberedFile) => Html[],
): Html {
  const [leaving, context] = [files.filter(({ role }) => role === undefined), files.filter(({ role }) => role)];
  return html`${leaving.length === 0 ? '' : fileTable(leaving, remarks, tags)}
${context.length === 0 ? '' : html`<h3>Context: shown to you, never released</h3>${fileTable(context, remarks, tags)}`}`;
}

function fileTable(
  files: readonly NumberedFile[],
  remarks: readonly FileRemark[],
  tags: (file: NumberedFile) => Html[],
): Html {
  const noted = new Map(remarks.map((remark) => [remark.number, remark]));
  return html`<div class="files" tabindex="0" role="region" aria-label="Files"><table class="cards">
<thead><tr><th scope="col" class="num">No.</th><th scope="col">Name and MD5</th><th scope="col" class="num">Size</th><th scope="col">Seen</th><th scope="col">Question</th><th scope="col">Remark</th></tr></thead>
<tbody>${files.map((file) => fileRow(file, tags(file), noted.get(file.number)))}</tbody>
</table></div>`;
}

function fileRow({ number, path, size, md5, role }: NumberedFile, tags: Html[], remark: FileRemark | undefined): Html {
  const tick = (mark: string, label: string, on = false) =>
    html`<td data-label="${mark === 'seen' ? 'Seen' : 'Question'}"><input type="checkbox" name="${mark}${number}" value="yes" aria-label="${label} ${number}"${on ? ' checked' : ''}></td>`;
  return html`<tr><td class="num" data-label="No.">${number}</td><td class="wide">${fileName(path)}${tags}<br><code class="soft">${md5 ?? (role === undefined ? 'no MD5' : role)}</code></td><td class="num" data-label="Size">${sizeText(size)}</td>${tick('seen', 'Seen: file', remark?.seen)}${tick('question', 'Question about file', remark?.question)}<td class="wide"><input class="remark" placeholder="Remark" name="remark${number}" value="${remark?.text ?? ''}" maxlength="${longestRemark}" dir="auto" autocomplete="off" aria-label="Remark on file ${number}"></td></tr>`;
}

function pager({ view: { page }, pages }: FilesInView, action: string): Html | '' {
  if (pages === 1) return '';
  const others = [
    { label: 'First page', to: 1 },
    { label: 'Page before', to: page - 1 },
    { label: 'Next page', to: page + 1 },
    { label: 'Last page', to: pages },
  ].filter(({ to }) => to >= 1 && to <= pages && to !== page);
  return html`<p>${others.map(({ label, to }) => html`<button class="link" name="page" value="${to}" formaction="${action}/files" formnovalidate>${label}</button> `)}</p>`;
}
