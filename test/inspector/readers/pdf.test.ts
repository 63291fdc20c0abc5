import { describe, expect, test } from 'vitest';
import { DamagedError } from '../../../src/inspector/child/reader.ts';
import { readPdf } from '../../../src/inspector/child/readers/pdf.ts';
import { attached, locked, pdf, stream } from '../hostile/make/pdf.ts';
import { tell } from './recording.ts';

const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
const layer = {
  catalog: '/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>',
  objects: ['<</Type/OCG/Name(Hidden)>>'],
};
const rulesOf = async (bytes: Uint8Array) => (await tell(readPdf, bytes)).rules;

describe('readPdf', () => {
  test('tells the text of each page, line by line', async () => {
    const told = await tell(readPdf, pdf());
    expect(told.texts.filter(({ page }) => page === 1).flatMap(({ lines }) => lines)).toEqual([
      'One line',
      'Another line',
    ]);
    expect(told.texts.every(({ ended }) => ended)).toBe(true);
    expect([told.rules, told.notChecked]).toEqual([[], []]);
  });

  test.each<[string, Buffer, string]>([
    ['a script that runs at the beginning', pdf({ catalog: `/OpenAction${script}` }), 'pdf-script'],
    ['a script in the list of names', pdf({ catalog: `/Names<</JavaScript<</Names[(a) ${script}]>>>>` }), 'pdf-script'],
    ['a script of a page', pdf({ page: `/AA<</O${script}>>` }), 'pdf-script'],
    ['a file', pdf(attached), 'pdf-attachment'],
    [
      'a file on a page',
      pdf({
        page: '/Annots[6 0 R]',
        objects: [`<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(a)/EF<</F 7 0 R>>>>>>`, stream('x')],
      }),
      'pdf-attachment',
    ],
    ['a form', pdf({ catalog: '/AcroForm<</Fields[6 0 R]>>', objects: ['<</FT/Tx/T(name)/V(Jane)>>'] }), 'pdf-form'],
    ['a hidden layer', pdf(layer), 'pdf-hidden-layer'],
    [
      'a note',
      pdf({ page: '/Annots[6 0 R]', objects: ['<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(see patient 12)>>'] }),
      'pdf-note',
    ],
    ['its author', pdf({ trailer: '/Info<</Author(Jane)>>' }), 'document-author'],
    ['a page without text', pdf({ content: '0 0 9 9 re f' }), 'pdf-no-text'],
    ['an earlier state', pdf({ after: 'startxref\n0\n%%EOF\n' }), 'pdf-revision'],
    ['bytes after its end', pdf({ after: 'PK\x03\x04' }), 'hidden-bytes'],
  ])('finds %s', async (_, bytes, rule) => {
    expect(await rulesOf(bytes)).toEqual([rule]);
  });

  test('gives notes and what it says of itself to the checks as text', async () => {
    const bytes = pdf({
      page: '/Annots[6 0 R]',
      objects: ['<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(see patient 12)>>'],
      trailer: '/Info<</Title(Patient 13)>>',
    });
    const lines = (await tell(readPdf, bytes)).texts.flatMap((text) => text.lines);
    expect(lines).toEqual(expect.arrayContaining(['see patient 12', 'Patient 13']));
  });

  test('checks what a link is read out as, which programs write of their own', async () => {
    const link = '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(see patient 12)>>';
    const told = await tell(readPdf, pdf({ page: '/Annots[6 0 R]', objects: [link] }));
    expect(told.rules).toEqual([]);
    expect(told.texts.flatMap(({ lines }) => lines)).toContain('see patient 12');
  });

  test('says of one with a password that nobody could look into it', async () => {
    const told = await tell(readPdf, pdf({ trailer: locked }));
    expect([told.rules, told.notChecked]).toEqual([['encrypted'], ['encrypted']]);
  });

  test('says that one without pages is damaged', async () => {
    await expect(tell(readPdf, Buffer.from('%PDF-1.7\nnothing'))).rejects.toThrow(DamagedError);
  });
});
