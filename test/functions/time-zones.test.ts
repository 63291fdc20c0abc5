import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Place, placesWithForms } from './places-with-forms.ts';
import { aProject, aReview, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let places: readonly Place[];
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const seeded = await placesWithForms(app);
  const { operation, links } = await aReview(app);
  const review = { person: 'ada', path: links.ada };
  places = [...seeded, review, { person: 'rui', path: `/api/mine/exports/${operation.project}/${operation.id}` }];
  const { calendar } = await aProject(app);
  await aProject(app, { calendar: { ...calendar, timeZone: 'Asia/Kathmandu' } });
});
afterAll(() => app.stop());

/** Of several projects or of the system: there UTC stands alone. */
const ofMany = ['/api/ops', '/api/ops/desk/projects', '/api/ops/desk/people', '/api/ops/desk/holds'];

describe('a page of one project', () => {
  it('says each moment in the time zone of the project, and UTC in brackets behind it', async () => {
    let said = 0;
    for (const { person, path } of places.filter((place) => !ofMany.includes(place.path.replace(/\?.*/, '')))) {
      const { html } = (await signInAs(app, person, path)).page;
      expect(html.match(/(?<!\()\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g), path).toBeNull();
      said += html.match(/GMT\+5:45 \(/g)?.length ?? 0;
    }
    expect(said).toBeGreaterThan(places.length);
  });
});
