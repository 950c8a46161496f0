import { onDemand } from '../../lib/cluster';
import { checkTemplates } from '../../lib/rules';
import { clusterOf } from '../cluster/fixture';
import { memoryFiles } from '../template/memory-files';

test('the check accepts scale-in protection that brings its teardown', () => {
  const { template } = clusterOf(onDemand({ instanceTypes: ['m7g.large'], max: 2, scaleInProtection: true }));
  const files = memoryFiles({ 't.json': JSON.stringify(template.toJSON()) });
  const found = checkTemplates(['t.json'], { files }).findings.filter(({ id }) => id === 'delete-protected-instances');
  expect(found).toEqual([
    expect.objectContaining({ state: 'fails', acknowledged: expect.stringContaining('teardown') }),
  ]);
});
