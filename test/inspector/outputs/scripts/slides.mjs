// Slides of pptxgenjs: node slides.mjs FOLDER < jobs. The folder holds the package (npm install pptxgenjs@4.0.1).
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = process.argv[2];
const Deck = createRequire(join(folder, 'at.js'))('pptxgenjs');

for (const { out, title, rows, layout } of JSON.parse(readFileSync(0, 'utf8'))) {
  const deck = new Deck();
  Object.assign(deck, { author: 'analyst', company: '', title, subject: '' });
  const front = deck.addSlide();
  front.addText(title, { x: 0.5, y: 0.3, w: 9, h: 0.8, fontSize: 24 });
  const cells = rows.map((row) => row.map((value) => ({ text: String(value ?? '') })));
  if (layout === 'table') front.addTable(cells, { x: 0.5, y: 1.4, w: 9 });
  if (layout === 'hidden') {
    const slide = deck.addSlide();
    slide.hidden = true;
    slide.addTable(cells, { x: 0.5, y: 1.4, w: 9 });
  }
  if (layout === 'notes') front.addNotes(rows.map((row) => row.join('  ')).join('\n'));
  if (layout === 'lines') front.addText(rows.slice(1).map((row) => ({ text: row.join(': '), options: { bullet: true, breakLine: true } })), { x: 0.5, y: 1.4, w: 9, h: 4 });
  if (layout === 'chart') {
    const [, ...data] = rows;
    front.addChart(deck.charts.BAR, [{ name: rows[0][1], labels: data.map(([label]) => String(label)), values: data.map(([, value]) => value) }], { x: 0.5, y: 1.4, w: 9, h: 4, showValue: true });
  }
  writeFileSync(join(folder, out), await deck.stream({ compression: true }));
}
