import { Approver, textOf } from '../people/approver.ts';
import { linkOf } from '../people/forms.ts';
import { Mismatch } from './progress.ts';
import { linkTo, type Scene, waitForMail } from './scene.ts';

/** An approver goes from the mail to the review page, from there to the reading room, and opens a file and notes that she has seen it; gives the words of its page. */
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
  const row = overview.html.split('<tr>').find((text) => textOf(text).includes(path)) ?? '';
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
