import { Placer } from '../../../lib/placement';
import { instanceOf, requestOf } from '../fixtures';

const request = requestOf({ memoryMiB: 4096 });
const notFound = expect.objectContaining({ problems: [expect.objectContaining({ code: 'not-found' })] });

test('what is placed is taken, what is released is free', () => {
  const placer = new Placer([instanceOf('a')]);
  expect(placer.find(request)).toBe('a');
  expect(placer.place(request)).toBe('a');
  expect(placer.place(request)).toBeUndefined();
  expect(placer.tasksOn('service:web', 'a')).toBe(1);
  placer.release(request, 'a');
  expect(placer.place({ ...request })).toBe('a');
});

test('a task that is there already is put where it is, fitting or not', () => {
  const placer = new Placer([instanceOf('a')]);
  placer.commit(request, 'a');
  placer.commit(request, 'a');
  expect(placer.explain(request)).toMatchObject([{ rejections: [{ code: 'memory', free: -4096 }] }]);
});

test('a draining instance takes nothing until it is active again', () => {
  const placer = new Placer([instanceOf('a')]);
  placer.setStatus('a', 'DRAINING');
  expect(placer.place(request)).toBeUndefined();
  placer.setStatus('a', 'ACTIVE');
  expect(placer.place(request)).toBe('a');
});

test('instances come and go; a new one has nothing of the old', () => {
  const placer = new Placer([instanceOf('a')]);
  placer.place(request);
  placer.removeInstance('a');
  expect(placer.place(request)).toBeUndefined();
  placer.addInstance(instanceOf('b'));
  expect(placer.tasksOn('service:web', 'b')).toBe(0);
  expect(placer.place(request)).toBe('b');
});

test('unknown instances, tasks that do not run and ids that exist are refused', () => {
  const placer = new Placer([instanceOf('a')]);
  expect(() => placer.commit(request, 'b')).toThrow(notFound);
  expect(() => placer.removeInstance('b')).toThrow(notFound);
  expect(() => placer.release(request, 'a')).toThrow(notFound);
  expect(() => placer.addInstance(instanceOf('a'))).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ code: 'duplicate' })] }),
  );
});
