import { type Page, styled } from '../style';

/** From here on an instance counts as full for the eye. */
const NEARLY_FULL = 0.9;

/**
 * How much of something is taken, as a bar of a fixed width. Whatever takes anything shows, and only what is nearly all
 * taken looks full. In ASCII where the page is a file or a pipe.
 */
export function bar(page: Page, share: number, width: number): string {
  const inside = Math.max(1, page.width === undefined ? width - 2 : width);
  const most = share >= NEARLY_FULL ? inside : inside - 1;
  const filled = share <= 0 ? 0 : Math.max(1, Math.min(most, Math.round(share * inside)));
  if (page.width === undefined) return `[${'#'.repeat(filled)}${'.'.repeat(inside - filled)}]`;
  const taken = styled(page, share >= NEARLY_FULL ? 'yellow' : 'green', '█'.repeat(filled));
  return taken + styled(page, 'grey', '░'.repeat(inside - filled));
}
