/** Makes a PDF of one page from the body of its catalog, of its page and of more objects, which begin at number 6. */
export function pdf({
  catalog = '',
  page = '',
  objects = [],
  trailer = '',
  content = 'BT /F1 12 Tf 10 100 Td (One line) Tj 0 -20 Td (Another line) Tj ET',
  after = '',
}: {
  catalog?: string;
  page?: string;
  objects?: readonly string[];
  trailer?: string;
  content?: string;
  after?: string;
} = {}): Buffer {
  const bodies = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>${page}>>`,
    stream(content),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...objects,
  ];
  let out = '%PDF-1.7\n';
  const places = bodies.map((body, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${out}${table}trailer\n<</Size ${places.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${out.length}\n%%EOF\n${after}`,
    'latin1',
  );
}

/** A stream of a PDF. */
export function stream(content: string, dictionary = ''): string {
  return `<</Length ${content.length}${dictionary}>>\nstream\n${content}\nendstream`;
}

/** The parts of a PDF that carries a file. */
export const attached = {
  catalog: '/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R]>>>>',
  objects: ['<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 7 0 R>>>>', stream('hello', '/Type/EmbeddedFile')],
};

/** What makes a PDF ask for a password. */
export const locked = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})>>/ID[(a)(b)]`;
