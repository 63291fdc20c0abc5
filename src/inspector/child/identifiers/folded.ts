const apart: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

/** A text in small letters without accents, so that a word is one however it is typed. */
export function folded(text: string): string {
  const small = text.toLowerCase();
  if (!/[^\0-~]/.test(small)) return small;
  return small
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll(/[øłđðßæœı]/g, (sign) => apart[sign] ?? sign);
}
