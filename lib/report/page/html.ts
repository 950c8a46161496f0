import { printable } from '../style';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from a template as text of a page: no markup, no control characters. */
export const escaped = (text: string): string => printable(text).replace(/[&<>"']/g, (one) => ENTITIES[one]!);

/** Data for a script element of a page. Nothing in it can end that element or begin a comment. */
export const embedded = (data: object): string =>
  JSON.stringify(data)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
