import type { Random } from './random.ts';

/** The fields of a record besides the three keys, in file order. */
export type Details = Readonly<Record<string, unknown>>;

const PAGES = ['/', '/search', '/cart', '/account', '/p/4711', '/p/4712', '/p/4713/reviews', '/sale/été'];
const QUERIES = [
  'umbrella',
  '青い傘',
  'größe 42',
  '🎧 wireless',
  'c++ {book}',
  'say "hi"',
  '운동화',
  'crème brûlée',
];
const ELEMENTS = ['#buy', '.photo', 'nav > a', '#size', 'button[type="submit"]'];
const GOODS = ['umbrella', 'socks {M}', '傘', 'headphones', 'notebook', 'lamp \\ desk', '☕ beans', 'scarf'];
/** The user agent of a hostile client: when shown, it must neither clear the screen nor ring the bell. */
const AGENTS = ['Mozilla/5.0 (X11; Linux)', 'shop-app/3.2', 'curl/8.5.0', '\u001b[2Jevil\u0007'];

/** Returns the details of an event of this type: none for some, nested lists for others. */
export function detailsOf(type: string, random: Random): Details {
  switch (type) {
    case 'view':
      return random.chance(0.3)
        ? { page: random.pick(PAGES), milliseconds: random.between(90, 9000), referrer: null }
        : { page: random.pick(PAGES) };
    case 'click':
      return { page: random.pick(PAGES), element: random.pick(ELEMENTS) };
    case 'search':
      return { query: random.pick(QUERIES), results: random.between(0, 240) };
    case 'login':
      return {
        device: {
          agent: random.pickEarly(AGENTS),
          mobile: random.chance(0.5),
          screen: [random.between(320, 2560), 900],
        },
      };
    case 'add_to_cart':
      return { item: good(random) };
    case 'purchase':
      return order(random);
    case 'share':
      return { channel: random.pick(['mail', 'link', '微信']) };
    case 'refund':
      return { order: orderNumber(random), note: 'arrived broken\nsecond time, { see photo }' };
    default:
      return {};
  }
}

/** Wider than any screen, most of them. */
function order(random: Random): Details {
  const items = Array.from({ length: random.between(1, 12) }, () => good(random));
  return { order: orderNumber(random), currency: 'EUR', items, address: { city: 'Zürich', lines: [] } };
}

function good(random: Random): Details {
  return {
    sku: `SKU-${random.between(1000, 9999)}`,
    name: random.pick(GOODS),
    cents: random.between(99, 19900),
  };
}

function orderNumber(random: Random): string {
  return `2024-${random.between(10_000, 99_999)}`;
}
