import type { LogLine } from '../../../../lib/operations';
import { runTaskLogLine } from '../../../../lib/report/operations';

const line = (message: string, among = { tasks: 1, containers: 1 }): LogLine => ({
  ...{ code: 'log', taskArn: 'arn:aws:ecs:eu-west-1:1:task/Shop/0123456789abcdef', container: 'app', message, among },
});
const file = { colour: false };
const terminal = { colour: true, width: 80 };

test('a single log goes to a file as it is', () => {
  expect(runTaskLogLine(line('a\u001b]0;owned\u0007\rb'), file)).toBe('a\u001b]0;owned\u0007\rb\n');
});

test('no log commands the terminal, and what was written as one stays several lines', () => {
  expect(runTaskLogLine(line('a\u001b]0;owned\u0007\n\tb'), terminal)).toBe('a\ufffd]0;owned\ufffd\n\tb\n');
});

test.each([
  [{ tasks: 2, containers: 1 }, '01234567 | one\n01234567 |   two\n'],
  [{ tasks: 1, containers: 2 }, 'app | one\napp |   two\n'],
  [{ tasks: 2, containers: 2 }, '01234567 app | one\n01234567 app |   two\n'],
])('among several every line says where it comes from: %j', (among, text) => {
  expect(runTaskLogLine(line('one\n  two', among), file)).toBe(text);
});
