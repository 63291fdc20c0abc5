import { describe, expect, test } from 'vitest';
import { readMarkup } from '../../../src/inspector/child/readers/markup.ts';
import { tell } from './recording.ts';

const told = async (page: string) => await tell(readMarkup, Buffer.from(page));
const tables = async (page: string) => (await told(page)).tables.map(({ rows }) => rows);
const lines = async (page: string) => (await told(page)).texts[0]?.lines;
const unseen = async (page: string) => (await told(page)).texts[1]?.lines;

describe('a page', () => {
  test('has its tables told as tables, with an empty first head kept', async () => {
    const page =
      '<table border="1" class="dataframe"><thead><tr><th></th><th>n</th></tr></thead><tbody><tr><th>F</th><td>3</td></tr></tbody></table>';
    expect(await tables(page)).toEqual([
      [
        ['', 'n'],
        ['F', '3'],
      ],
    ]);
  });

  test('keeps each cell in its column, whatever spans rows and columns', async () => {
    const page =
      '<table><thead><tr><th rowspan=2>group<th colspan=2>Male</tr><tr><th>n<th>%</tr></thead>' +
      '<tr><td rowspan=2>a<td>1<td>2<tr><td>3<td>4<tr><td>b<td>5<td>6</table>';
    expect(await tables(page)).toEqual([
      [
        ['group', 'Male', ''],
        ['', 'n', '%'],
        ['a', '1', '2'],
        ['a', '3', '4'],
        ['b', '5', '6'],
      ],
    ]);
  });

  test('has a table in a cell told apart', async () => {
    const page = '<table><tr><td>a<table><tr><td>1</td></tr></table>b</td></tr></table>';
    expect(await tables(page)).toEqual([[['1']], [['ab']]]);
  });

  test('has a list of names with their values told as a table', async () => {
    expect(await tables('<dl><dt>A&amp;E</dt><dd>602</dd><dt>Hospice<dd>7</dl>')).toEqual([
      [
        ['A&E', '602'],
        ['Hospice', '7'],
      ],
    ]);
  });

  test('has tables of elements that say so told as tables, and short texts beside each other as one line', async () => {
    const row = (role: string, ...cells: readonly string[]) =>
      `<div role="row">${cells.map((cell) => `<span role="${role}">${cell}</span>`).join('')}</div>`;
    expect(await tables(`<div role="table">${row('columnheader', 'sex', 'n')}${row('cell', 'F', '3')}</div>`)).toEqual([
      [
        ['sex', 'n'],
        ['F', '3'],
      ],
    ]);
    const page =
      '<div><div><div>sex</div><div>n</div></div><div><div>F</div><div>3</div></div></div><div><div>A sentence.</div><div>Another one.</div></div><p>x</p>';
    expect(await lines(page)).toEqual(['sex   n', 'F   3', 'A sentence.', 'Another one.', 'x']);
  });

  test('has other text told as lines, and printed text as it is printed', async () => {
    const page = '<h1>Title</h1><p>Some <b>bold</b>\nwords</p><pre>a   n\nF   3\n</pre><ul><li>one<li>two</ul>';
    expect(await lines(page)).toEqual(['Title', 'Some bold words', 'a   n', 'F   3', 'one', 'two']);
  });

  test('has what programs do not show told too', async () => {
    const page = '<p data-note="943 476 5919" class="x" alt="a picture">x</p><!-- a\ncomment -->';
    expect(await unseen(page)).toEqual(['data-note: 943 476 5919', 'alt: a picture', ' a', 'comment ']);
  });

  test('has the data in its scripts read, and the rest of them named', async () => {
    const rows = JSON.stringify([
      { sex: 'F', n: 3 },
      { sex: 'M', n: 40 },
    ]);
    const expected = [
      ['sex', 'n'],
      ['F', '3'],
      ['M', '40'],
    ];
    const widget = `<script type="application/json">{"x":{"data":${rows}}}</script>`;
    expect(await tables(widget)).toEqual([expected]);
    const chart = `<script>var a = 1; Plotly.newPlot("a", ${rows}, {"title": "t"});</script>`;
    const { tables: inChart, passed } = await told(chart);
    expect(inChart.map(({ rows: found }) => found)).toEqual([expected]);
    expect(passed).toContainEqual(['program', expect.any(Number)]);
  });

  test('has a table of the widget that shows tables read with its heads', async () => {
    const container = '<table><thead><tr><th>sex</th><th>n</th></tr></thead></table>';
    const page = `<script type="application/json">${JSON.stringify({
      x: {
        container,
        data: [
          ['F', 'M'],
          [3, 40],
        ],
      },
    })}</script>`;
    expect(await tables(page)).toEqual([
      [
        ['sex', 'n'],
        ['F', '3'],
        ['M', '40'],
      ],
    ]);
  });

  test('has pictures and files in it named', async () => {
    const page = `<p><img src="data:image/png;base64,${'A'.repeat(100)}"><a href="data:text/csv;base64,YSxi">x</a>`;
    const { passed, looked, rules } = await told(page);
    expect(passed.map(([kind]) => kind)).toEqual(['picture', 'embeddedFile']);
    expect(looked + passed.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(page.length);
    expect(rules).toEqual(['page-file']);
  });

  test('of very many layers is read as text below a thousand', async () => {
    const {
      texts,
      tables: found,
      rules,
    } = await told(`${'<div>'.repeat(5000)}deep${'</div>'.repeat(5000)}<table><tr><td>1</td></tr></table>`);
    expect([texts[0]?.lines, found[0]?.rows, rules]).toEqual([['deep'], [['1']], ['deep-page']]);
  });

  test('in XML has its texts and attributes told', async () => {
    const page = '<?xml version="1.0"?><results><row n="5">words</row><br>x</br></results>';
    expect([await lines(page), await unseen(page)]).toEqual([['words', 'x'], ['n: 5']]);
  });
});

describe('a drawing', () => {
  test('has the texts at one height told as one line, each from the left', async () => {
    const svg =
      '<svg><g transform="translate(10 20)"><text x="30" y="1">30</text><text x="5" y="0"><tspan>2</tspan>0</text></g>' +
      '<text x="0" y="5">Title</text><g transform="matrix(1 0 0 1 0 40)"><text>below</text></g></svg>';
    expect(await lines(svg)).toEqual(['Title', '20      30', 'below']);
  });

  test('has letters that are placed one by one, and parts of one text, told as words and numbers', async () => {
    const letters = [...'1204'].map((sign, at) => `<tspan x="${5.56 * at}" y="0">${sign}</tspan>`).join('');
    const svg =
      `<svg font-size="10"><text transform="translate(90 20)">${letters}</text><text x="5 11 16" y="20">ENT</text>` +
      '<text x="150" y="20">To<tspan x="161" y="20">tal</tspan><tspan x="240" y="20">7</tspan></text></svg>';
    expect(await lines(svg)).toEqual(['ENT   1204   Total   7']);
  });

  test('has texts told where what holds them sets, scales or turns them', async () => {
    const axis = '<g text-anchor="end"><g transform="translate(50 100)"><text dy="0.35em">Leeds</text></g></g>';
    const turned = '<g transform="rotate(90)"><text x="103" y="-100">12</text></g>';
    const svg = `<svg><g transform="scale(0.1,-0.1)"><text transform="scale(1,-1)" x="600" y="1035" font-size="100">7</text></g>${axis}${turned}</svg>`;
    expect(await lines(svg)).toEqual(['Leeds   7   12']);
  });

  test('has what nobody sees in it told, and what is drawn named', async () => {
    const svg =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><metadata><dc:title>by Ada</dc:title></metadata>' +
      '<title>What it is</title><!-- 0.2 --><path d="M 1 2 L 3 4"/><image href="data:image/png;base64,AAAA"/></svg>';
    const { texts, passed } = await told(svg);
    expect(texts[1]?.lines).toEqual(['by Ada', 'What it is', ' 0.2 ']);
    expect(passed.map(([kind]) => kind)).toEqual(['drawing', 'picture']);
  });
});

describe('XML that is no page', () => {
  test('has its records told as tables, by what stands in them', async () => {
    const rows =
      '<row><ward>A</ward><n>602</n></row><row><ward>B</ward><n>7</n></row><sum><n>609</n><all>1</all></sum>';
    expect(await tables(`<?xml version="1.0"?><data>${rows}</data>`)).toEqual([
      [
        ['ward', 'n'],
        ['A', '602'],
        ['B', '7'],
      ],
      [
        ['n', 'all'],
        ['609', '1'],
      ],
    ]);
  });

  test('and by their attributes', async () => {
    const rows = '<value name="A" count="602"/><value name="B" count="7"/>';
    expect(await tables(`<?xml version="1.0"?><data>${rows}</data>`)).toEqual([
      [
        ['name', 'count'],
        ['A', '602'],
        ['B', '7'],
      ],
    ]);
  });

  test('ends however deep it lies, and a drawing has no records', async () => {
    const deep = '<a x="1" y="2">'.repeat(300);
    expect((await tables(`<?xml version="1.0"?>${deep}`)).length).toBeLessThan(101);
    expect(await tables('<?xml version="1.0"?><svg><g x="1" y="2"><rect x="1" y="2"/></g></svg>')).toEqual([]);
  });
});
