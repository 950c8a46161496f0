#!/usr/bin/env python3
"""Write lib/placement/instance-types/data/ from three packages, all under the Apache License 2.0.

    python3 scripts/instance-types/generate.py

Needs python3 with pip, and go; nothing is kept outside a temporary folder and Go's module cache.
To move to newer data, raise the versions below, run it, read the diff and run the tests.

  moto (PyPI)                          DescribeInstanceTypes and DescribeInstanceTypeOfferings as AWS answered them
  amazon-vpc-resource-controller-k8s   branch network interfaces per type
  karpenter-provider-aws               on-demand Linux prices in us-east-1
"""
import collections
import fnmatch
import gzip
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

MOTO = '5.2.5'
CONTROLLER = 'v1.8.2'
KARPENTER = 'v1.15.1'

OUT = pathlib.Path(__file__).resolve().parents[2] / 'lib' / 'placement' / 'instance-types' / 'data'

# "ENI trunking isn't supported" by name, Amazon ECS developer guide, page container-instance-eni.
UNTRUNKED = (
    'a1.metal c5.metal c5a.8xlarge c5ad.8xlarge c5d.metal m5.metal p3dn.24xlarge r5.metal r5.8xlarge r5d.metal '
    'c5n.* d3.* d3en.* g3.* g3s.* g4dn.* i3.* i3en.* inf1.* m5dn.* m5n.* m5zn.* mac1.* r5b.* r5n.* r5dn.* '
    'u-12tb1.* u-6tb1.* u-9tb1.* z1d.*'
).split()
# The same page lists these with a task limit all the same: both are kept as bounds.
CONTRADICTED = 'c5a.8xlarge m5n.* m5zn.* r5b.* r5dn.*'.split()
# No row of that page exceeds it, and its rows equal `interfaces + branch interfaces - 2` below it.
MOST_TRUNKED_TASKS = 120
# Types of several network cards whose awsvpc task limit without trunking that page states; for the others
# it is not known whether ECS uses the cards beyond the first.
DOCUMENTED_CARDS = {
    **{f'{family}.{size}': 13 for family in 'c6in m6in m6idn r6in r6idn'.split() for size in ('32xlarge', 'metal')},
    'p4d.24xlarge': 59, 'p4de.24xlarge': 59, 'trn1.32xlarge': 39, 'trn1n.32xlarge': 79,
}
# DescribeInstanceTypes writes the manufacturer in words; the table keeps one letter.
MANUFACTURERS = {'Intel': 'i', 'AMD': 'a', 'AWS': 'w'}


def matches(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def bounds(least, most):
    return str(least) if least == most else f'{least}-{most}'


def read_sources(folder):
    """The three packages, through their registries' own clients."""
    subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:',
                    '-d', folder, f'moto=={MOTO}'], check=True)
    wheel = zipfile.ZipFile(next(pathlib.Path(folder).glob('moto-*.whl')))
    read = lambda path: json.load(gzip.open(io.BytesIO(wheel.read(f'moto/ec2/resources/{path}'))))
    regions = sorted(re.fullmatch(r'.*/instance_type_offerings/region/(.+)\.json\.gz', name)[1]
                     for name in wheel.namelist() if '/instance_type_offerings/region/' in name)
    offered = {region: {entry['InstanceType'] for entry in read(f'instance_type_offerings/region/{region}.json.gz')}
               for region in regions}
    released = wheel.getinfo('moto/ec2/resources/instance_types.json.gz').date_time
    limits = go_file(f'github.com/aws/amazon-vpc-resource-controller-k8s@{CONTROLLER}', 'pkg/aws/vpc/limits.go')
    prices = go_file(f'github.com/aws/karpenter-provider-aws@{KARPENTER}',
                     'pkg/providers/pricing/zz_generated.pricing_aws.go')
    return read('instance_types.json.gz'), offered, '%04d-%02d-%02d' % released[:3], limits, prices


def go_file(module, path):
    """A file of a Go module. `go mod download` leaves the zip behind even if this Go is too old to build the module."""
    run = subprocess.run(['go', 'mod', 'download', '-json', module], capture_output=True, text=True, cwd='/',
                         env={**os.environ, 'GOFLAGS': '-mod=mod', 'GOTOOLCHAIN': 'local'})
    return zipfile.ZipFile(json.loads(run.stdout)['Zip']).read(f'{module}/{path}').decode()


def branch_interfaces(limits):
    """Interfaces and branch interfaces by type; no branch interfaces on types without trunking."""
    found = {}
    for entry in re.finditer(r'^\t"([^"]+)":\s*\{(.*?)^\t\},', limits, re.M | re.S):
        field = lambda name: re.search(name + r':\s*([^,\n]+)', entry[2])[1]
        trunks = field('IsTrunkingCompatible') == 'true'
        found[entry[1]] = (int(field('Interface')), int(field('BranchInterface'))) if trunks else None
    return found


def trunked_tasks(name, branches, burstable):
    if name not in branches:
        # No source at hand. Burstable types take no trunk, whatever else they take.
        return '0' if burstable else bounds(0, MOST_TRUNKED_TASKS)
    if branches[name] is None:
        return '0'
    most = min(MOST_TRUNKED_TASKS, sum(branches[name]) - 2)
    if matches(name, UNTRUNKED):
        return bounds(0, most) if matches(name, CONTRADICTED) else '0'
    return str(most)


def awsvpc_tasks(name, network):
    """Tasks with an interface of their own without trunking: all interfaces but the primary one."""
    most = network['MaximumNetworkInterfaces'] - 1
    if name in DOCUMENTED_CARDS:
        return str(DOCUMENTED_CARDS[name])
    return bounds(network['NetworkCards'][0]['MaximumNetworkInterfaces'] - 1, most)


def row(name, described, branches, prices):
    network, ebs = described['NetworkInfo'], described['EbsInfo']
    gpus = sum(max(gpu.get('Count', 0), 0) for gpu in described.get('GpuInfo', {}).get('Gpus', []))
    burstable = described['BurstablePerformanceSupported']
    flags = ''.join(letter for letter, holds in [
        ('c', described['CurrentGeneration']), ('s', 'spot' in described['SupportedUsageClasses']),
        ('m', described['BareMetal']), ('b', burstable), ('n', 'NeuronInfo' in described),
        ('d', described['InstanceStorageSupported'])] if holds)
    return [name.split('.')[1], described['VCpuInfo']['DefaultVCpus'], described['MemoryInfo']['SizeInMiB'],
            network['MaximumNetworkInterfaces'], awsvpc_tasks(name, network),
            trunked_tasks(name, branches, burstable), gpus,
            f"{ebs['MaximumEbsAttachments']}{'+' if ebs['AttachmentLimitType'] == 'shared' else ''}",
            f'{prices[name]:g}' if name in prices else '-', flags or '-']


def literal(text):
    assert not re.search(r'[`\\$]', text)
    return '`\n' + text + '\n`'


def main():
    with tempfile.TemporaryDirectory() as folder:
        described, offered, released, limits, prices_go = read_sources(folder)
    branches = branch_interfaces(limits)
    prices = {name: float(usd) for name, usd in
              re.findall(r'"([a-z0-9-]+\.[a-z0-9-]+)":\s*([0-9.]+)', prices_go.split('"us-east-1": {')[1])}
    dates = {'limits': re.search(r'generated at (\d{4}-\d\d-\d\d)', limits)[1],
             'prices': re.search(r'generated at (\d{4}-\d\d-\d\d)\S* for us-east-1', prices_go)[1]}
    families = collections.defaultdict(list)
    for name in sorted(described):
        # ECS does not run on Mac instances.
        if not any('mac' in architecture for architecture in described[name]['ProcessorInfo']['SupportedArchitectures']):
            families[name.split('.')[0]].append(name)

    lines = []
    for family, names in sorted(families.items()):
        processor = described[names[0]]['ProcessorInfo']
        arm = 'arm64' in processor['SupportedArchitectures']
        lines.append(f"={family} {'arm64' if arm else 'x86_64'} {MANUFACTURERS[processor['Manufacturer']]}")
        rows = sorted((row(name, described[name], branches, prices) for name in names),
                      key=lambda r: (r[1], r[2], r[0]))
        lines += [' '.join(map(str, fields)) for fields in rows]

    regions = sorted(offered)
    mask = lambda name: f'{sum(1 << i for i, region in enumerate(regions) if name in offered[region]):x}'
    offerings = []
    for family, names in sorted(families.items()):
        usual = collections.Counter(map(mask, names)).most_common(1)[0][0]
        offerings.append(' '.join([family, usual] + [f'{name.split(".")[1]}:{mask(name)}'
                                                     for name in names if mask(name) != usual]))

    head = '// Generated by scripts/instance-types/generate.py; do not edit. Sources and licence: NOTICE.\n\n'
    (OUT / 'table.ts').write_text(head + f"""/** Where the table comes from and of which day it is. */
export const TABLE_SOURCES = {{
  types: {{ source: 'moto {MOTO}', date: '{released}' }},
  trunkLimits: {{ source: 'amazon-vpc-resource-controller-k8s {CONTROLLER}', date: '{dates['limits']}' }},
  prices: {{ source: 'karpenter-provider-aws {KARPENTER}', date: '{dates['prices']}', region: 'us-east-1' }},
}} as const;

/**
 * A line `=family architecture manufacturer` before the lines of its types:
 * size, vCPUs, MiB, network interfaces, awsvpc tasks, trunked tasks, GPUs, EBS attachments (+: shared), USD, flags.
 * Flags: c current, s spot, m bare metal, b burstable, n Neuron, d local disks.
 */
export const TABLE = {literal(chr(10).join(lines))};
""")
    (OUT / 'offerings.ts').write_text(head + f"""/** Regions, in the order of the bits of the masks below. */
export const REGIONS = {json.dumps(regions)} as const;

/** `family mask size:mask …`: a set bit is a region that offers the family's types, those sizes excepted. */
export const OFFERINGS = {literal(chr(10).join(offerings))};
""")
    print(sum(map(len, families.values())), 'types,', len(regions), 'regions')


main()
