import { describe, expect, it } from 'vitest';
import { api } from '../../src/app/api.ts';
import { checkAnswer } from './check-answer.ts';

const json = 'application/json; charset=utf-8';
const problem = 'application/problem+json; charset=utf-8';
const given = (status: number, type: string, body: unknown) => {
  return { method: 'GET', status, type, text: JSON.stringify(body) };
};
const refusal = (code: string, status: number) => {
  return { type: `urn:sallyport:${code}`, title: 'No', status, detail: 'No', instance: 'urn:sallyport:request:1' };
};
const check = (answer: ReturnType<typeof given>) => checkAnswer('listHolds', api.listHolds, answer);

describe('an answer', () => {
  it('reaches its status, and a refusal its code', () => {
    expect(check(given(200, json, { items: [], continuation: null }))).toEqual({ reached: 'listHolds 200' });
    expect(check(given(403, problem, refusal('role-missing', 403)))).toEqual({ reached: 'listHolds 403 role-missing' });
  });

  it.each([
    ['lacks something', given(200, json, { items: [] }), 'listHolds answered 200: continuation'],
    ['has more', given(200, json, { items: [], continuation: null, more: 1 }), 'listHolds answered 200: the whole'],
    ['is of another type', given(200, 'text/html', ''), 'the content type is text/html and not application/json'],
    ['has another status', given(201, json, {}), 'no answer and no refusal of that status is described'],
    ['is refused by another code', given(403, problem, refusal('forbidden', 403)), 'listHolds answered 403: type'],
    ['is refused by no problem', given(403, json, {}), 'a refusal is application/json; charset=utf-8'],
  ])('that %s is wrong', (_, answer, told) => {
    expect(check(answer)).toEqual({ wrong: expect.stringContaining(told) });
  });

  const look = '<form method="get" action="/api/x"><input name="text"><button>Find</button></form>';
  const out =
    '<form method="post" action="/api/sign-out"><input type="hidden" name="a"><button>Sign out</button></form>';
  const element =
    '<form id="page-form" method="post"><button aria-hidden="true"></button><input type="hidden" name="a"></form>';
  const joined = '<textarea form="page-form" name="hold.reason"></textarea><button form="page-form">Hold</button>';
  it.each([
    ['one form, beside signing out', `${out}${look}${element}`, false],
    ['forms of one element', `${out}${element}${joined}${joined}`, false],
    ['buttons alone', `${out}<form><button>Seen</button></form><form><button>Save</button></form>`, false],
    ['two forms', `${look}${look}`, true],
    ['a form beside those of one element', `${element}${look}${joined}`, true],
    ['a form beside a button alone', `${look}<form><button>Seen</button></form>`, true],
  ])('that is a page with %s loses words: %#', (_, html, loses) => {
    const { text: __, ...page } = given(200, 'text/html; charset=utf-8', '');
    const wrong = { wrong: expect.stringContaining('lost by the button of another') };
    expect(checkAnswer('dashboard', api.dashboard, { ...page, text: html })).toEqual(
      loses ? wrong : { reached: 'dashboard 200' },
    );
  });
});
