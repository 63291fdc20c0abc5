import type { FileType } from '../../domain/inspection/evidence.ts';
import type { PlainRuleId } from '../rules/plain.ts';

/** What a name promises by its ending. Another ending promises nothing. */
const promised: Readonly<Record<string, readonly FileType[]>> = {
  ...{ csv: ['table'], tsv: ['table'], tab: ['table'], psv: ['table'] },
  ...{ txt: ['text', 'table'], md: ['text', 'table'], log: ['text', 'table'], smcl: ['text'], rst: ['text'] },
  ...{ json: ['json'], geojson: ['json'], jsonl: ['json'], ndjson: ['json'], ipynb: ['notebook'] },
  ...{ xlsx: ['xlsx'], xlsm: ['xlsx'], png: ['png'], jpg: ['jpeg'], jpeg: ['jpeg'], jfif: ['jpeg'], pdf: ['pdf'] },
  ...{ parquet: ['parquet'], arrow: ['arrow'], feather: ['arrow'], ipc: ['arrow'] },
  ...{ zip: ['archive'], gz: ['archive'], tgz: ['archive'], tar: ['archive'], rds: ['archive', 'other'] },
  ...{ xls: ['other'], doc: ['other'], docx: ['docx'], pptx: ['pptx'] },
  ...{ odt: ['odf'], ods: ['odf'], odp: ['odf'], odg: ['odf'], ott: ['odf'], ots: ['odf'], otp: ['odf'] },
  ...{ svg: ['svg'], html: ['html'], htm: ['html'], xhtml: ['html'], xml: ['html', 'svg'] },
  ...{ pkl: ['other'], h5: ['other'], dta: ['other'], sav: ['other'], sas7bdat: ['other'], onnx: ['other'] },
};

/** What holds rows of data or other files: behind another name it is overlooked. */
const holders: readonly FileType[] = ['table', 'xlsx', 'docx', 'pptx', 'odf', 'parquet', 'arrow', 'archive'];

/** The rule that a name breaks which says another type than the bytes. A file in which nothing stands breaks none. */
export function ruleOfEnding(ending: string, type: FileType): PlainRuleId | undefined {
  const types = promised[ending];
  if (types === undefined || types.includes(type) || type === 'empty') return undefined;
  // A table of one column, or with a title above it, reads as text.
  if (types.includes('table') && type === 'text') return undefined;
  return holders.includes(type) ? 'hidden-type' : 'wrong-extension';
}
