import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from '../../scripts/command-line.ts';
import { buildWhatChanged } from '../../scripts/up-to-date.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { startJourney } from '../journeys/journey.ts';
import { type Picture, takePictures } from './camera.ts';
import { writeSheet } from './sheet.ts';
import { endStory, mailsOf, playStory } from './story.ts';
import type { Subject } from './subjects.ts';

const root = join(import.meta.dirname, '../..');
const usual = join(root, 'docs/pictures');
const usage = `npm run pictures

Plays a story on a stack of its own, and pictures every page and one of each kind of mail at 1280 and 390 pixels,
light and dark, into docs/pictures/, with all of them on contact-sheet.png. What is seen at once of a review and of
the dashboard are glance-review.png and glance-dashboard.png, for the README. Only those, the sheet and the
pictures that the guides show are kept in the repository.

  --into <folder>    another folder`;
const { into } = readCommandLine(usage, { into: { type: 'string', default: usual } }).values;

mkdirSync(into, { recursive: true });
for (const file of readdirSync(into)) if (file.endsWith('.png')) rmSync(join(into, file));
await buildWhatChanged(['app']);
const browser = await openBrowser();
// Computes are looked at often, so that their drift is found without a jump of time, after which clocks disagree.
const journey = await startJourney({ virtualTime: true, settings: { COMPUTE_SCHEDULE: '*/10 * * * * *' } });
const pictures: Picture[] = [];
try {
  const take = async (subjects: readonly Subject[]): Promise<void> => {
    for (const subject of subjects) {
      pictures.push(...(await takePictures(browser, subject, into)));
      console.log(`  ${subject.name}`);
    }
  };
  await take(await playStory(journey));
  await endStory(journey);
  await take(await mailsOf(journey));
  await writeSheet(browser, pictures, join(into, 'contact-sheet.png'));
  console.log(`${pictures.length} pictures in ${into}`);
} finally {
  await browser.close();
  await journey.end();
}
