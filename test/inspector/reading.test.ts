import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { Visitor } from '../../local/people/visitor.ts';
import { type InspectionKey, inspectionPath, viewPath } from '../../src/domain/review/inspection.ts';
import { operationId } from '../contract/samples.ts';
import { eventually } from '../local/azure/running-azure.ts';
import { namesIn, startTestRoom, type TestRoom } from './running-room.ts';

let room: TestRoom;
let key: InspectionKey;
beforeAll(async () => {
  room = await startTestRoom();
  key = await room.freeze({
    'tables/<b>ages</b>.csv': 'age group,patients\n60-64,41\n65-69,4\n70-74,38\n',
    'yearly.csv': 'year,mean\n2020,1.5\n2021,1.7\n',
    'z-long.csv': `row,mean\n${Array.from({ length: 200 }, (_, index) => `${index + 2},1.5`).join('\n')}\n`,
    'z-model.onnx': '\u0008\u0001\u0000\u0000weights',
    'z-notes.txt': 'The mean fell.\n<script>alert(1)</script>\n',
  });
  await room.start();
  await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(key)));
});
afterAll(() => room.stop());

/** Opens a page as somebody, who signs in on the way. */
async function openAs(person: string, path: string) {
  const visitor = new Visitor();
  const asked = await visitor.get(room.url + path);
  const page = await visitor.post(asked.url, { person }, asked.url);
  return { visitor, asked, page };
}

describe('a package in the reading room', () => {
  test('is shown to an approver who signs in on the way, with what was found, named and escaped', async () => {
    const { asked, page } = await openAs('ada', `/api/read/${key.exportId}`);
    expect(asked.html).toContain('Ada Approver');
    expect(page.url).toBe(`${room.url}/api/read/${key.exportId}`);
    expect(page.html).toContain('2 of 5 files need your eye');
    expect(page.html).toMatch(/: file 1, row 3, column 2, /);
    expect(page.html).toContain('tables/&lt;b&gt;ages&lt;/b&gt;.csv');
    expect(page.html).toContain('Dominance');
  });

  test('says to HEAD what it says to GET, without a body, and marks nothing as seen', async () => {
    for (const path of ['health', 'read', `read/${key.exportId}`, `read/${key.exportId}/1`, 'read/none']) {
      const [get, head] = await Promise.all(
        ['GET', 'HEAD'].map((method) => fetch(`${room.url}/api/${path}`, { method, redirect: 'manual' })),
      );
      expect([path, head?.status, await head?.text()]).toEqual([path, get?.status, '']);
    }
    for (const path of ['sign-in', 'sign-in/callback', `read/${key.exportId}/1/seen`])
      expect((await fetch(`${room.url}/api/${path}`, { method: 'HEAD', redirect: 'manual' })).status).toBe(404);
    expect(await namesIn(room, 'views')).toEqual([]);
  });

  test('shows of each file what was found where', async () => {
    const { visitor, page } = await openAs('ada', `/api/read/${key.exportId}/1`);
    expect(page.html).toContain('row 3, column 2</a> (<bdi>patients</bdi>)');
    expect(page.html).toContain('1 column taken for counts');
    expect(page.html).toContain('Taken for counts: <bdi>patients</bdi>');
    expect((await visitor.get(`${room.url}/api/read/${key.exportId}/2`)).html).toContain('nothing found');
    expect((await visitor.get(`${room.url}/api/read/${key.exportId}/6`)).status).toBe(404);
    expect((await visitor.get(`${room.url}/api/read/${key.exportId}/1x`)).status).toBe(404);
  });

  test('has no part beyond the last one of a file, whatever kind it is and however high the number', async () => {
    const { visitor } = await openAs('ada', `/api/read/${key.exportId}/1`);
    const statusOf = async (file: number, part: string) =>
      (await visitor.get(`${room.url}/api/read/${key.exportId}/${file}?part=${part}`)).status;
    for (let file = 1; file <= 5; file += 1) {
      expect([file, await statusOf(file, '1')]).toEqual([file, 200]);
      for (const part of ['2', '100000', '100001', '999999999'])
        expect([file, part, await statusOf(file, part)]).toEqual([file, part, 404]);
    }
  });

  test('shows a table with its rows, the kinds of its columns and the cells in which something was found', async () => {
    const { page } = await openAs('ada', `/api/read/${key.exportId}/1`);
    expect(page.html).toMatch(/<mark title="[^"]+"><bdi>4<\/bdi><\/mark>/);
    expect(page.html.match(/<mark/g)).toHaveLength(1);
    expect(page.html.match(/<td class="soft small">(text|numbers)<\/td>/g)?.map((cell) => cell.slice(23, -5))).toEqual([
      'text',
      'numbers',
    ]);
    expect(page.html).toContain('<bdi>70-74</bdi>');
  });

  test('shows a long table a page at a time, to its last row', async () => {
    const { visitor, page } = await openAs('ada', `/api/read/${key.exportId}/3`);
    expect(page.html).toContain('201 rows');
    expect(page.html).toContain('145 rows more');
    expect(page.html).toContain('<bdi>201</bdi>');
    const last = /href="([^"]*)">Last rows/.exec(page.html)?.[1]?.replace('&amp;', '&') ?? '';
    const end = await visitor.get(room.url + last);
    expect(end.html).toContain('<bdi>201</bdi>');
    expect(end.html).not.toContain('<bdi>151</bdi>');
    expect((await visitor.get(`${room.url}/api/read/${key.exportId}/3?from=0`)).status).toBe(400);
  });

  test('shows text as text and the first bytes of what no rule reads', async () => {
    const { visitor, page } = await openAs('ada', `/api/read/${key.exportId}/5`);
    expect(page.html).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
    const { html } = await visitor.get(`${room.url}/api/read/${key.exportId}/4`);
    expect(html).toMatch(/>0000<.*>08 01 00 00 77 65 69 67 68 74 73<.*>\.\.\.\.weights</);
    expect(html).toContain('No rule reads files of this type');
  });

  test.each(['rui', 'olga', 'otto'])('is not shown to %s, who is no approver of the project', async (person) => {
    const { page } = await openAs(person, `/api/read/${key.exportId}`);
    expect(page.status).toBe(404);
    expect(page.html).not.toMatch(/ages|yearly/);
    const { page: absent } = await openAs(person, `/api/read/${operationId('export')}`);
    expect(absent.status).toBe(404);
    const text = (html: string) => html.replaceAll(/exp_[0-9A-Z]{26}/g, 'exp');
    expect(text(absent.html).replaceAll(/antiForgery" value="[^"]*"/g, '')).toBe(
      text(page.html).replaceAll(/antiForgery" value="[^"]*"/g, ''),
    );
  });

  test('was asked for in storage in the name of the person', () => {
    const asked = room.azure.ledger.entries().filter(({ identity }) => identity === 'ada');
    const places = asked.map(({ outcome, action, account, place }) => `${outcome} ${action} ${account}/${place}`);
    expect(places).toEqual(
      expect.arrayContaining(
        ['ListBlobs secure/review', 'GetBlob secure/evidence', 'GetBlob secure/places'].map((one) => `allowed ${one}`),
      ),
    );
  });
});

describe('where a reader begins', () => {
  const oidOf = (person: string) => findPerson(room.azure.directory, person).oid;
  const frozenFor = async (name: string, approvers: readonly string[]) => {
    const review = `https://gate.example.org/api/review-package/heart-study/${name}`;
    const asked = { approvers: approvers.map(oidOf), about: { name, review } };
    const made = await room.freeze({ 'a.csv': 'group,mean\na,1.5\n', 'b.txt': 'text' }, asked);
    await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(made)));
    return made;
  };
  const begin = '/api/read';

  test('is told how packages come here, where there is none', async () => {
    const { page } = await openAs('cleo', begin);
    expect(page.html).toContain('No package has a file that you still have to open.');
    expect(page.html).toContain('A package comes here once its files are frozen');
    expect(page.html).not.toContain('<table');
  });

  test('sees what they were asked about and may read, with what is left to open, and the way to decide', async () => {
    const [first, second] = [
      await frozenFor('<b>first</b>', ['ada', 'ben']),
      await frozenFor('second', ['ada', 'rui']),
    ];
    await frozenFor('of-others', ['ben']);
    const { page, visitor } = await openAs('ada', begin);
    expect(page.html.match(/<tr><td/g)).toHaveLength(2);
    expect(page.html).toContain(
      `<a href="/api/read/${first.exportId}"><bdi dir="auto" class="mono" title="&lt;b&gt;first`,
    );
    expect(page.html).not.toContain('of-others');
    expect(page.html).toContain('>0 of 2<');
    expect(page.html).toContain('href="https://gate.example.org/api/review-package/heart-study/second#decide"');
    expect(page.html).toContain('href="https://gate.example.org/api/mine#waits"');
    expect(page.html).not.toContain('<h2>Opened</h2>');
    const antiForgery = /name="antiForgery" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
    for (const file of [1, 2])
      await visitor.post(`${room.url}/api/read/${second.exportId}/${file}/seen?round=3`, { antiForgery }, room.url);
    const { html } = await visitor.get(room.url + begin);
    const opened = html.slice(html.indexOf('<h2>Opened</h2>'));
    expect(opened).toContain(`href="/api/read/${second.exportId}?round=3"`);
    expect(opened).toContain('>2 of 2<');
    expect(opened).not.toContain(first.exportId);
  });

  test('sees nothing that storage does not show to them, whoever asked them, and nothing whose files are gone', async () => {
    const made = await frozenFor('gone', ['cleo']);
    expect((await openAs('cleo', begin)).page.html).toContain('gone');
    for (const name of await namesIn(room, 'review'))
      if (name.includes(made.exportId)) await room.container('review').deleteBlob(name);
    expect((await openAs('cleo', begin)).page.html).not.toContain('<table');
    expect((await openAs('rui', begin)).page.html).not.toContain('<table');
  });
});

describe('help in the room', () => {
  test('leads to the guide of approvers, and stays in the room', async () => {
    const { page } = await openAs('ada', '/api/read');
    expect(page.html).toContain('href="/api/help"');
    const help = await new Visitor().get(`${room.url}/api/help`);
    expect(help.url).toBe(`${room.url}/api/help/approvers`);
    expect(help.html).toContain('<h2 id="the-mail">The mail</h2>');
    expect(help.html).toContain('class="brand" href="/api/read"');
    expect((await new Visitor().get(`${room.url}/api/help/nobody`)).status).toBe(404);
  });
});

describe('a package that goes on with an earlier one', () => {
  const group = (n: number) => `group,mean\na,${n}.5\n`;

  test('says of each file what became of it, and leads to what it was', async () => {
    const before = await room.freeze({
      'a.csv': group(1),
      'b.csv': group(2),
      'c.csv': group(3),
      '_context/_notes.md': 'Table a is new.\n\n<b>The rest is not.</b>\n',
    });
    const files = { 'a.csv': group(1), 'c.csv': group(4), 'd.csv': group(5), '_context/n.csv': 'n' };
    const later = await room.freeze(files, { continues: before.exportId });
    const { page, visitor } = await openAs('ada', `/api/read/${later.exportId}`);
    const earlier = `/api/read/${before.exportId}`;
    expect(page.html).toContain(`goes on with <a class="mono" href="${earlier}">`);
    expect(page.html).toContain('By size and MD5: 1 same, 1 changed, 1 new and 1 gone.');
    const list = page.html.slice(page.html.indexOf('File by file'));
    const told = [...list.matchAll(/<li>(?:<a href="(.*?)">)?.*?<span class="tag">(\w+)<\/span><\/li>/g)];
    expect(told.map(([, to, change]) => [to, change])).toEqual([
      [`${earlier}/2`, 'same'],
      [`${earlier}/3`, 'gone'],
      [`${earlier}/4`, 'changed'],
      [undefined, 'new'],
    ]);
    expect((await visitor.get(`${room.url}${earlier}/4`)).html).toContain('<bdi>3.5</bdi>');
    const said = (await visitor.get(`${room.url}${earlier}`)).html.split('The researcher says')[1];
    expect(said).toContain('<bdi>Table a is new.</bdi>');
    expect(said).toContain('<bdi>&lt;b&gt;The rest is not.&lt;/b&gt;</bdi>');
  });

  test('says that the files of the earlier one are no longer kept', async () => {
    const continues = operationId('export');
    const later = await room.freeze({ 'a.csv': group(1) }, { continues });
    const { page } = await openAs('ada', `/api/read/${later.exportId}`);
    expect(page.html).toContain(`<span class="mono">${continues}</span>, whose files are no longer kept.`);
    expect(page.html).not.toContain('By size and MD5');
  });

  test('is told of nothing by one that goes on with none', async () => {
    const { page } = await openAs('ada', `/api/read/${key.exportId}`);
    expect(page.html).not.toContain('Since the package before');
  });
});

describe('what was seen', () => {
  const antiForgeryOf = (html: string) => /name="antiForgery" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const address = (file: number) => `${room.url}/api/read/${key.exportId}/${file}`;

  test('is noted in the name of the person, and leads to the next file until all are opened', async () => {
    const { visitor, page } = await openAs('ada', `/api/read/${key.exportId}?round=2`);
    expect(page.html).toContain('You have opened 0 of the 5 files to open');
    const antiForgery = antiForgeryOf(page.html);
    let at = `${address(3)}?round=2`;
    for (const next of [4, 5, 1, 2]) {
      const asked = await visitor.post(at.replace('?', '/seen?'), { antiForgery }, room.url);
      at = asked.url;
      expect(at).toBe(`${address(next)}?round=2`);
    }
    expect((await visitor.get(at)).html).toContain('You have opened 4 of the 5 files to open');
    const last = await visitor.post(at.replace('?', '/seen?'), { antiForgery }, room.url);
    expect(last.url).toBe(`${room.url}/api/read/${key.exportId}?round=2`);
    expect(last.html).toContain('You have opened all of the 5 files to open');
    const { oid } = findPerson(room.azure.directory, 'ada');
    const views = [1, 2, 3, 4, 5].map((file) => viewPath(key, { round: 2, oid, file }));
    expect((await namesIn(room, 'views')).filter((name) => name.includes(key.exportId))).toEqual(views);
    expect((await visitor.get(`${room.url}/api/read/${key.exportId}`)).html).toContain('You have opened 0 of');
  });

  test('counts once, however often it is said', async () => {
    const { visitor, page } = await openAs('ben', `/api/read/${key.exportId}/1`);
    const antiForgery = antiForgeryOf(page.html);
    for (const _ of [1, 2]) await visitor.post(`${address(1)}/seen`, { antiForgery }, room.url);
    expect((await visitor.get(address(1))).html).toContain('You have opened 1 of the 5 files to open');
  });

  test('is written and listed by the room alone, and never written over', () => {
    const atViews = room.azure.ledger.entries().filter(({ place }) => place === 'views');
    const asked = atViews.map(({ identity, action, outcome }) => `${identity} ${action} ${outcome}`);
    // What was said twice is refused the second time.
    expect([...new Set(asked)].sort()).toEqual(
      ['ListBlobs allowed', 'PutBlob allowed', 'PutBlob refused'].map((one) => `id-inspect ${one}`),
    );
  });

  test('is not taken from another site, without the token, of no file, or in no round', async () => {
    const { visitor, page } = await openAs('ada', `/api/read/${key.exportId}/1`);
    const antiForgery = antiForgeryOf(page.html);
    const before = await namesIn(room, 'views');
    const statuses = [
      await visitor.post(`${address(1)}/seen`, { antiForgery }, 'https://evil.example'),
      await visitor.post(`${address(1)}/seen`, { antiForgery: 'x' }, room.url),
      await visitor.post(`${address(6)}/seen`, { antiForgery }, room.url),
      await visitor.post(`${address(1)}/seen?round=1000`, { antiForgery }, room.url),
      await new Visitor().post(`${address(1)}/seen`, { antiForgery }, room.url),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 404, 400, 401]);
    expect(await namesIn(room, 'views')).toEqual(before);
  });

  test('is not taken from somebody who may not read the package', async () => {
    const { visitor, page } = await openAs('rui', '/api/read');
    const before = await namesIn(room, 'views');
    const refused = await visitor.post(`${address(1)}/seen`, { antiForgery: antiForgeryOf(page.html) }, room.url);
    expect(refused.status).toBe(404);
    expect(await namesIn(room, 'views')).toEqual(before);
  });

  test('is not taken where other files lie than those that were looked into', async () => {
    const other = await room.freeze({ 'a.csv': 'n,mean\n60,1.5\n' });
    await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(other)));
    await room.container('review').uploadBlockBlob(`${other.project}/${other.exportId}/b.csv`, 'x', 1);
    const { visitor, page } = await openAs('ada', `/api/read/${other.exportId}/1`);
    expect(page.html).not.toContain('Seen, next');
    const antiForgery = antiForgeryOf(page.html);
    const refused = await visitor.post(`${room.url}/api/read/${other.exportId}/1/seen`, { antiForgery }, room.url);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('none counts as seen yet');
    expect((await namesIn(room, 'views')).filter((name) => name.includes(other.exportId))).toEqual([]);
  });
});

describe('a file is saved', () => {
  const antiForgeryOf = (html: string) => /name="antiForgery" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const script = '<script>alert(1)</script>';

  /** What a form that asks for it answers, with its headers. */
  async function saved(
    exportId: string,
    file: number,
    form: { readonly antiForgery?: string; readonly origin?: string },
  ) {
    const { visitor, page } = await openAs('ada', `/api/read/${exportId}/${file}`);
    const { antiForgery = antiForgeryOf(page.html), origin = room.url } = form;
    const asked = await visitor.post(`${room.url}/api/read/${exportId}/${file}/download`, { antiForgery }, origin);
    return { page, asked };
  }

  test('where the project allows it: as it lies there, under no name of its own, and it counts as opened', async () => {
    const other = await room.freeze({ 'a <b>.html': script }, { downloads: true });
    await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(other)));
    const { page, asked } = await saved(other.exportId, 1, {});
    expect(page.html).toContain('Save the file');
    expect(page.headers?.get('content-security-policy')).toMatch(
      /sandbox allow-forms allow-same-origin allow-downloads$/,
    );
    expect([asked.status, asked.html]).toEqual([200, script]);
    expect(Object.fromEntries(asked.headers ?? [])).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="file-1.html"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const { oid } = findPerson(room.azure.directory, 'ada');
    expect(await namesIn(room, 'views')).toContain(viewPath(other, { round: 1, oid, file: 1 }));
    const statuses = [{ antiForgery: 'x' }, { origin: 'https://evil.example' }].map((form) =>
      saved(other.exportId, 1, form),
    );
    expect((await Promise.all(statuses)).map((one) => one.asked.status)).toEqual([403, 403]);
  });

  test('by nobody where it does not, and then it does not count as opened', async () => {
    const before = await namesIn(room, 'views');
    const { page, asked } = await saved(key.exportId, 1, {});
    expect(page.html).not.toContain('Save the file');
    expect(page.headers?.get('content-security-policy')).not.toContain('allow-downloads');
    expect(asked.status).toBe(404);
    expect(asked.html).toContain('lets nobody save files');
    expect(await namesIn(room, 'views')).toEqual(before);
  });
});

describe('the session', () => {
  test('has the browser run, frame and save nothing, and no cookie holds a readable word', async () => {
    const started = await fetch(`${room.url}/api/read/${key.exportId}`, { redirect: 'manual' });
    expect(started.headers.get('location')).toBe(`/api/sign-in?returnTo=%2Fapi%2Fread%2F${key.exportId}`);
    const first = await fetch(`${room.url}/api/sign-in?returnTo=/api/read`, { redirect: 'manual' });
    const cookie = (first.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const body = new URLSearchParams({ person: 'ada' });
    const chosen = await fetch(first.headers.get('location') ?? '', { method: 'POST', body, redirect: 'manual' });
    const back = await fetch(chosen.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });
    const cookies = back.headers.getSetCookie().filter((line) => line.startsWith('__Host-sallyport-reading-'));
    expect(cookies).toHaveLength(4);
    for (const line of cookies) {
      expect(line).toMatch(/; max-age=(3600|0); path=\/; secure; samesite=lax; httponly$/);
      expect(line.length).toBeLessThan(4096);
      expect(line).not.toMatch(/Ada|eyJ0eXAi/);
    }
    const session = cookies.map((line) => line.split(';')[0]).join('; ');
    const page = await fetch(`${room.url}/api/read`, { headers: { cookie: session } });
    expect(page.headers?.get('content-security-policy')).toMatch(
      /default-src 'none'.*sandbox allow-forms allow-same-origin$/,
    );
    const forged = cookies.map((line) => line.split(';')[0]?.replace(/.{4}$/, 'AAAA')).join('; ');
    const refused = await fetch(`${room.url}/api/read`, { headers: { cookie: forged }, redirect: 'manual' });
    expect(refused.status).toBe(303);
  });

  test('ends when the person signs out, which another site cannot ask for', async () => {
    const { visitor, page } = await openAs('ada', '/api/read');
    const antiForgery = /name="antiForgery" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
    expect((await visitor.post(`${room.url}/api/sign-out`, { antiForgery }, 'https://evil.example')).status).toBe(403);
    expect((await visitor.post(`${room.url}/api/sign-out`, { antiForgery: 'x' }, room.url)).status).toBe(403);
    expect((await visitor.post(`${room.url}/api/sign-out`, { antiForgery }, room.url)).html).toContain(
      'You are signed out',
    );
    expect((await visitor.get(`${room.url}/api/read`)).url).not.toContain(room.url);
  });

  test('leaves neither names nor tokens in the log', () => {
    expect(room.log()).not.toMatch(/ages|yearly|eyJ/);
  });
});
