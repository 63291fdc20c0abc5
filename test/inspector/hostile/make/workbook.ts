import { type ZipPart, zip } from './zip.ts';

/** One sheet of a workbook made by code. */
export interface SheetPart {
  /** What is between the root and its end, such as `<sheetData>`. */
  readonly xml: string;
  readonly state?: string;
  readonly name?: string;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** Rows with the texts in the cells themselves. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return `<sheetData>${rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')}</sheetData>`;
}

/** The parts of a workbook; more may be added to them or take the place of one. */
export function workbookParts(sheets: readonly SheetPart[], inBook = ''): ZipPart[] {
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}" r:id="rId${at + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`);
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${main} ${relation}>${inBook}<sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    ...sheets.map(({ xml }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet ${main}>${xml}</worksheet>`,
    })),
  ];
}

/** A workbook with one sheet that nobody could object to, and with more parts. */
export function workbook(more: readonly ZipPart[] = [], inBook = ''): Buffer {
  return zip([
    ...workbookParts(
      [
        {
          xml: sheetData([
            ['group', 'mean'],
            ['a', '1.5'],
          ]),
        },
      ],
      inBook,
    ),
    ...more,
  ]);
}
