import { describe, expect, it } from 'vitest';
import { type Description, isChange } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { acts, routeOfAct } from '../../src/domain/lifecycle/acts.ts';

const routes: readonly (readonly [string, Description])[] = Object.entries(api);

describe('the descriptions of the routes', () => {
  it.each(routes)(
    '%s: each name of its path has a schema, and nothing else has one',
    (_name, { path, params = {} }) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params).toSorted()).toEqual(names.toSorted());
    },
  );

  it('let programs change something as operators, and look as readers, but for these', () => {
    const usual = (route: Description) => (isChange(route) ? 'Ops.Operator' : 'Ops.Reader');
    const others = routes.filter(([, route]) => route.kind === 'data' && route.access !== usual(route));
    expect(others.map(([name, { access }]) => `${name}: ${access}`).toSorted()).toEqual([
      'apiDocument: everybody',
      'checkpoint: everybody',
      'consistency: everybody',
      'discardDataset: participant',
      'discardExport: participant',
      'discardRefusedDatasets: participant',
      'discardRefusedExports: participant',
      'expectDataset: participant',
      'health: everybody',
      'mineData: participant',
      'myDatasetData: participant',
      'myExportData: participant',
      'receiptKeys: everybody',
      'receivedData: participant',
      'withdrawDataset: participant',
      'withdrawExport: participant',
    ]);
  });

  it('describe each method of a path once', () => {
    const all = routes.flatMap(([, { methods, path }]) => methods.map((method) => `${method} ${path}`));
    expect(all).toEqual([...new Set(all)]);
  });

  it.each(routes)('%s: is told in whole sentences', (_name, { summary }) => {
    expect(summary).toMatch(/^[A-Z].*\.$/s);
  });

  it('have the path of each act at each door', () => {
    const paths = routes.map(([, { path }]) => path);
    for (const act of acts) for (const door of act.doors) expect(paths).toContain(routeOfAct(act, door));
  });
});
