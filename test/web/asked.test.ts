import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '../../src/app/api.ts';
import { queryOf, requireParameters } from '../../src/web/asked.ts';
import type { WebRequest } from '../../src/web/handler.ts';

const asked = (path: string, params: Record<string, string> = {}): WebRequest => {
  return { method: 'GET', url: `https://unused.invalid/api/${path}`, headers: new Headers(), params, body: null };
};
const list = (query: string) => () => requireParameters(asked(`ops/audit/verify${query}`), api.verifyAudit);

describe('the query of a request', () => {
  it('is what its route takes', () => {
    const schema = z.strictObject({ project: z.string().exactOptional() });
    expect(queryOf(asked('ops/datasets?project=heart-study'), schema)).toEqual({ project: 'heart-study' });
    expect(queryOf(asked('ops/datasets'), schema)).toEqual({});
    expect(list('?project=heart-study&continuation=abc')).not.toThrow();
  });

  it.each([
    ['?stat=failed', 'stat is not known here, and is "failed"'],
    ['?project=a-study&project=b-study', 'project stands there more than once, and is "a-study, b-study"'],
    ['?project=Heart', 'project must be the id of a project, or _system, and is "Heart"'],
  ])('%s is refused, and told what the route takes', (query, told) => {
    expect(list(query)).toThrow(`${told}. This route takes in the query: project, continuation`);
  });

  it('is refused where the route takes none', () => {
    expect(() => requireParameters(asked('health?deep=1'), api.health)).toThrow(
      'deep is not known here, and is "1". This route takes no parameters in the query',
    );
  });

  it('names every wrong parameter beside the sentence', () => {
    expect(list('?a=1&b=2')).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        problems: [
          { rule: 'parameter', path: 'a', value: '1', message: 'is not known here' },
          { rule: 'parameter', path: 'b', value: '2', message: 'is not known here' },
        ],
      }),
    );
  });

  it('of a link in a mail and of the way back from the directory may hold what others add', () => {
    const handle = { handle: 'abc' };
    expect(() => requireParameters(asked('review/abc?choice=deny&gateway=1', handle), api.reviewPage)).not.toThrow();
    expect(() => requireParameters(asked('sign-in/callback?code=1&session_state=2'), api.signInCallback)).not.toThrow();
  });
});

describe('the parameters in the path of a request', () => {
  it('are looked at before anything is done', () => {
    const params = { project: 'heart-study', id: '../..' };
    expect(() => requireParameters(asked('ops/exports/heart-study/..%2F..', params), api.showExport)).toThrow(
      'In the address: id must be the id of a dataset (ing_…) or a package (exp_…), and is "../.."',
    );
  });
});
