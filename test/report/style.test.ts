import { printable, printableLog } from '../../lib/report/style';

test.each([
  ['a title of the window', '\u001b]0;owned\u0007', '\ufffd]0;owned\ufffd'],
  ['a cleared screen', 'a\u001b[2Jb', 'a\ufffd[2Jb'],
  ['a line written over', 'bad\rgood', 'bad\ufffdgood'],
  ['an eight-bit sequence', 'a\u009b2Jb', 'a\ufffd2Jb'],
  ['text that runs backwards', 'a\u202etxt.exe', 'a\ufffdtxt.exe'],
  ['lines', 'a\nb\tc', 'a b c'],
  ['a command of GitHub Actions', '  ::add-mask::a', '  : :add-mask::a'],
  ['a command of Azure Pipelines', 'a ##vso[task.complete]', 'a # #vso[task.complete]'],
  ['two colons and number signs that command nothing', 'arn:aws:iam::1 ## a', 'arn:aws:iam::1 ## a'],
  ['letters that are not seen', 'a\u200bb\u{e0041}', 'a\ufffdb\ufffd'],
  ['half a character', 'a\ud800', 'a\ufffd'],
  ['letters of every script', 'Größe 日本 🚢 👨‍👩‍👧', 'Größe 日本 🚢 👨‍👩‍👧'],
])('a name with %s', (_what, text, shown) => expect(printable(text)).toBe(shown));

test.each([
  ['colours, which end with the line', '\u001b[31mred', '\u001b[31mred\u001b[0m'],
  ['colours of 256', '\u001b[1;38;5;208mx', '\u001b[1;38;5;208mx\u001b[0m'],
  ['hidden text', '\u001b[8mx\u001b[0;8my', '\ufffd[8mx\ufffd[0;8my'],
  ['a cleared screen', '\u001b[2Jx', '\ufffd[2Jx'],
  ['a title of the window', '\u001b]0;owned\u0007', '\ufffd]0;owned\ufffd'],
  ['a line written over', '10%\r20%\r', '10%\ufffd20%'],
  ['a tab', 'a\tb', 'a\tb'],
])('a line of a log with %s', (_what, line, shown) => expect(printableLog(line)).toBe(shown));
