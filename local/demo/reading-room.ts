import { Approver, textOf } from '../people/approver.ts';
import { linkOf } from '../people/forms.ts';
import type { VisitedPage } from '../people/visitor.ts';
import { Mismatch, note } from './progress.ts';
import { linkTo, type Scene, waitForMail } from './scene.ts';

/**
 * An approver goes from the mail to the review page, from there to the reading room, prints what it says of each file, opens one and notes that
 * she has seen it; gives the words of its page.
 */
export async function openInRoom(
  scene: Scene,
  { id, mail }: { readonly id: string; readonly mail: string },
  exportId: string,
  path: string,
): Promise<string> {
  const approver = new Approver(id);
  const review = await approver.open(linkTo('approve', await waitForMail(scene, mail, [exportId])));
  const room = linkOf(review.html, review.url, '/api/read/');
  if (room === undefined) throw new Mismatch(`the review page of ${exportId} does not lead to the reading room`);
  const overview = await approver.open(room);
  for (const row of rowsOf(overview)) note(saidOf(row));
  const row = rowsOf(overview).find((text) => textOf(text).includes(path)) ?? '';
  const file = linkOf(row, overview.url, '/api/read/');
  if (file === undefined)
    throw new Mismatch(`the reading room does not show ${path} of ${exportId}: ${textOf(overview.html)}`);
  const page = await approver.open(file);
  if (page.status !== 200) throw new Mismatch(`the reading room answered ${page.status}: ${textOf(page.html)}`);
  const next = await approver.see(page);
  if (next.status !== 200)
    throw new Mismatch(`after "Seen, next" the reading room answered ${next.status}: ${textOf(next.html)}`);
  return textOf(page.html);
}

/** The files in the tables of the overview. */
function rowsOf({ html }: Pick<VisitedPage, 'html'>): string[] {
  const rows = html.split('<tr>').map((row) => row.split('</tr>')[0] ?? '');
  return rows.filter((row) => row.includes('data-label="Verdict"'));
}

/** `delays.html: looked at, a note, …`, in the words of the room. */
function saidOf(row: string): string {
  const cells = row.split('<td').map((cell) => textOf(`<td${cell}`));
  const [, , name, , , verdict, , found] = cells;
  return [`${name}: ${verdict}`, found].filter((text) => text !== undefined && text !== '').join(', ');
}
