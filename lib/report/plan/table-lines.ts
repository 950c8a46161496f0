import { type Page, paragraph, printable } from '../style';
import { columns } from '../table';

/** A table, indented; where it is wider than the page, each row's first cell with the others below it. */
export function tableLines(rows: readonly (readonly string[])[], page: Page): string[] {
  const lines = columns(rows).map((line) => `    ${printable(line)}`);
  if (page.width === undefined || lines.every((line) => line.length <= page.width!)) return lines;
  const [first] = rows;
  const hasTitles = first?.[0] === '';
  return (hasTitles ? rows.slice(1) : rows).flatMap(([name, ...cells]) => {
    const said = cells.flatMap((cell, index) => {
      const title = hasTitles ? first[index + 1] : '';
      return cell === '' ? [] : [title ? `${title}: ${cell}` : cell];
    });
    return [`    ${printable(name!)}`, ...paragraph(page, printable(said.join('; ')), '      ')];
  });
}
