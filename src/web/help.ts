import { NotFound } from '../domain/base/errors.ts';
import { type Guide, type GuideName, guideNames } from '../pages/base/help-page.ts';
import { param, type WebRequest } from './handler.ts';

/** Each is loaded once somebody reads it. */
const guides: Readonly<Record<GuideName, () => Promise<{ readonly default: Guide }>>> = {
  approvers: () => import('../pages/help/approvers.json', { with: { type: 'json' } }),
  owners: () => import('../pages/help/owners.json', { with: { type: 'json' } }),
  researchers: () => import('../pages/help/researchers.json', { with: { type: 'json' } }),
  recipients: () => import('../pages/help/recipients.json', { with: { type: 'json' } }),
  governance: () => import('../pages/help/governance.json', { with: { type: 'json' } }),
  operators: () => import('../pages/help/operators.json', { with: { type: 'json' } }),
  'operators-projects': () => import('../pages/help/operators-projects.json', { with: { type: 'json' } }),
  'operators-records': () => import('../pages/help/operators-records.json', { with: { type: 'json' } }),
  'operators-stop-and-run': () => import('../pages/help/operators-stop-and-run.json', { with: { type: 'json' } }),
  accessibility: () => import('../pages/help/accessibility.json', { with: { type: 'json' } }),
};

/** The guide that a request names. Throws NotFound for a name that none has. */
export async function askedGuide(request: WebRequest): Promise<{ readonly name: GuideName; readonly guide: Guide }> {
  const asked = param(request, 'guide');
  const name = guideNames.find((one) => one === asked);
  if (name === undefined) throw new NotFound(`There is no guide of the name ${asked}`);
  return { name, guide: (await guides[name]()).default };
}
