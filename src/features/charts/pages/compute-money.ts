import priceList from '../../../../infra/prices.json' with { type: 'json' };

const { currency, date, compute } = priceList;
const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 });

/** What so many hours of machines and instances cost, by one price for all sizes. */
export function moneyText(hours: number): string {
  return money.format(hours * compute.hour);
}

export const moneyColumn = `About, in ${currency}`;

export function moneyOf(hours: number): number {
  return Math.round(hours * compute.hour);
}

/** What the money is worked out from. */
export const moneyNote = `Money is hours at ${compute.hour} ${currency} of ${date}: ${compute.what}, ${compute.source}. It shows the order, not the bill.`;
