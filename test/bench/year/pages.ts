import { ReadableStream } from 'node:stream/web';
import type { Spent } from '../../../scripts/scale.ts';
import { answerRoute } from '../../../src/functions/base/answer-route.ts';
import { guideNames } from '../../../src/pages/base/help-page.ts';
import type { Route } from '../../../src/web/handler.ts';
import { beginSession } from '../../../src/web/session.ts';
import { baseUrl, groupsClaim, identityOf } from '../../memory/journeys/app-process.ts';
import type { YearDeployment } from './deployment.ts';

/** Pages that a deployment as this one does not show, or that are no page. */
const leftOut: readonly string[] = [
  // The page of the package, by the link of a mail.
  ...['reviewPage', 'reviewManifest'],
  // Files.
  ...['packageReviewManifest', 'myDatasetFiles'],
  // There is no incident.
  'deskIncident',
  ...['signIn', 'signInCallback', 'apiPage'],
];

/** Who looks at pages that not everybody may see. */
const lookers: Readonly<Record<string, string>> = { myDataset: 'olga', myExport: 'rui', packageReviewPage: 'ada' };
const project = 'study-0';
/** What is asked for where a page without a question would show less, or would read all records there are. */
const questions: Readonly<Record<string, string>> = {
  deskVerification: `?project=${project}`,
  searchDesk: '?text=cohort',
};

/** What each page took in a process that has given it before, by its name in `api`. */
export async function lookAtPages(year: YearDeployment): Promise<ReadonlyMap<string, Spent>> {
  const spent = new Map<string, Spent>();
  const valuesOf = await valuesIn(year);
  for (const route of year.app.routes) {
    const { name, kind, methods, access } = route;
    if (kind !== 'page' || !methods.includes('GET') || leftOut.includes(name)) continue;
    const person = lookers[name] ?? (access.startsWith('Ops.') ? 'otto' : 'ada');
    const look = () => lookAt(year, { route, person, values: valuesOf(name) });
    await look();
    spent.set(name, await year.tally.spend(look));
  }
  return spent;
}

interface Look {
  readonly route: Route;
  readonly person: string;
  readonly values: Readonly<Record<string, string>>;
}

async function lookAt({ app }: YearDeployment, { route, person, values }: Look): Promise<void> {
  const cookie = await beginSession(app.sealer, identityOf(person), groupsClaim);
  const names = Array.from(route.path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  const params = Object.fromEntries(names.map((name) => [name, values[name] ?? `no ${name} is known`]));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const headers = new Headers({ cookie: `${cookie.name}=${cookie.value}` });
  const request = {
    method: 'GET',
    url: `${baseUrl}/api/${path}${questions[route.name] ?? ''}`,
    headers,
    params,
    body: null,
  };
  const wrong: unknown[] = [];
  const answer = await answerRoute(route, request, app.workflows, 'year', (error) => wrong.push(error));
  if (wrong.length > 0) throw wrong[0];
  const text = answer.body instanceof ReadableStream ? await new Response(answer.body).text() : String(answer.body);
  if (answer.status !== 200)
    throw new Error(`The page ${route.name} at ${path} was answered ${answer.status}: ${text.slice(0, 500)}`);
}

/** What stands in the address of each page. */
async function valuesIn({ ports }: YearDeployment) {
  const { register, projects } = ports;
  const [dataset] = (await register.list('ingress', project)).items;
  const packages = (await register.list('export', project)).items;
  const idIn = (state: string) => packages.find((one) => one.state === state)?.id ?? '';
  const { hash = '' } = (await projects.get(project)) ?? {};
  return (name: string): Readonly<Record<string, string>> => {
    const isExport = /Export/.test(name);
    const id = name === 'packageReviewPage' ? idIn('in-review') : isExport ? idIn('released') : (dataset?.id ?? '');
    return { project, id, hash, guide: guideNames[0], name: isExport ? 'release' : 'deletion' };
  };
}
